import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { dutiesHref } from '#src/duties/ui/query.ts'
import { Section } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'

/** What was done since Monday, by kind. */
export function WeekSection() {
  const week = useCall('home.week', {})
  return (
    <Section title="本周办结" note={week.data && `${formatDay(week.data.since)}以来`}>
      <Loaded of={week}>
        {({ since, done }) =>
          done.length === 0 ? (
            <p className="muted">本周还没有办结的事项。</p>
          ) : (
            <ul className="count-list">
              {done.map(({ rule, title, done: count }) => (
                <li key={rule}>
                  <span>{title}</span>
                  <Link to={dutiesHref({ view: 'done', rule, since })}>{count} 件</Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
