import { Link } from 'react-router'
import { gaps, type Gap } from '#src/roster/list.ts'
import { rosterHref } from '#src/roster/ui/query.ts'
import { Section } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'

/** Whose record lacks someone to look after them. */
export function GapsSection() {
  const found = useCall('duties.gaps', {})
  return (
    <Section title="资料缺项" note="点数字看名单">
      <Loaded of={found}>
        {(counts) => (
          <ul className="count-list">
            {(Object.keys(gaps) as Gap[]).map((gap) => (
              <li key={gap}>
                <span>{gaps[gap]}</span>
                {counts[gap] > 0 ? (
                  <Link to={rosterHref({ gap })}>{counts[gap].toLocaleString('zh-CN')} 人</Link>
                ) : (
                  <span className="muted">没有</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
