import type { Filters } from '#src/roster/list.ts'
import { rosterHref } from '#src/roster/ui/query.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Bar, Section } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'

/** One's own saved queries of the roster. */
export function QueriesSection() {
  const saved = useCall('roster.savedFilters', {})
  return (
    <Section title="常用查询">
      <Loaded of={saved} lines={2}>
        {(queries) =>
          queries.length > 0 ? (
            <Bar label="常用查询">
              {queries.map(({ id, name, conditions }) => (
                <ButtonLink key={id} small to={rosterHref(conditions as unknown as Filters)}>
                  {name}
                </ButtonLink>
              ))}
            </Bar>
          ) : (
            <p className="muted">在信息库里选好条件，点“保存当前查询”，以后从这里一点就到。</p>
          )
        }
      </Loaded>
    </Section>
  )
}
