import { formatDay } from '#src/kernel/day.ts'
import type { Followed } from '#src/visits/record.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'

/** What a visit set going, to be told to the person. */
export function FollowedPanel({ followed }: { readonly followed: Followed }) {
  const { closed, tickets, changed, asked, nextContactOn } = followed
  const lines = [
    {
      label: '办结的应办事项',
      value: closed.map(({ title, dueOn }) => `${title}（${formatDay(dueOn)}到期）`).join('、'),
      wide: true,
    },
    {
      label: '转出的事项',
      value:
        tickets.length > 0 &&
        tickets.map(({ id, number, title, owner, dueOn }) => (
          <p key={id}>
            <ButtonLink look="link" to={`/tickets/${id}`}>
              {number}
            </ButtonLink>{' '}
            {title}，由{owner}办理，{formatDay(dueOn)}前答复
          </p>
        )),
      wide: true,
    },
    { label: '已修改', value: changed.join('、'), wide: true },
    { label: '已提出更正', value: asked.join('、'), wide: true },
    { label: '下次联系', value: nextContactOn && formatDay(nextContactOn), wide: true },
  ].filter(({ value }) => value)
  if (lines.length === 0) return <p className="muted">没有待办的走访事项，只留走访记录。</p>
  return <KeyValue facts={lines} />
}
