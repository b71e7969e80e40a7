import { formatDay } from '#src/kernel/day.ts'
import { tags, type TagCode } from '#src/roster/tag.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { useMay } from '#src/web/session.ts'
import type { PartProps } from './person.ts'

/** Special circumstances, each with its evidence. */
export function TagsCard({ person, onWork }: PartProps) {
  const may = useMay()
  const changeable =
    person.leftOn === null && may('roster.write') && person.access.keeps.includes('C')
  return (
    <Section
      title="特殊情况"
      actions={
        changeable && (
          <Button small look="link" onClick={() => onWork({ kind: 'addTag' })}>
            添加标签
          </Button>
        )
      }
    >
      {person.tags.length === 0 && <p className="muted">没有登记特殊情况</p>}
      <ul className="plain-list">
        {person.tags.map((tag) => (
          <li key={tag.id}>
            <b>{tags[tag.code as TagCode] ?? tag.code}</b>
            <span className="muted">
              {formatDay(tag.fromOn)}起，{tag.evidence}
            </span>
            {changeable && (
              <Button
                small
                look="link"
                aria-label={`结束标签${tags[tag.code as TagCode] ?? tag.code}`}
                onClick={() => onWork({ kind: 'endTag', tag })}
              >
                结束
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
