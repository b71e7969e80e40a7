import { Link } from 'react-router'
import { rosterHref } from '#src/roster/ui/query.ts'
import { BarRow } from '#src/web/kit/facts.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'

/** How many have been visited this year, and who has not. */
export function VisitedSection({ people }: { readonly people: number }) {
  const summary = useCall('duties.summary', {})
  return (
    <Section title="今年走访">
      <Loaded of={summary} lines={2}>
        {({ notVisitedThisYear: left }) => (
          <>
            <BarRow
              label="已走访"
              part={people - left}
              whole={people}
              tone={left > 0 ? 'warn' : 'ok'}
            />
            {left > 0 ? (
              <Link to={rosterHref({ notVisitedThisYear: true })}>
                还有 {left.toLocaleString('zh-CN')} 人今年没有走访
              </Link>
            ) : (
              <p className="muted">今年人人走访到了。</p>
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}
