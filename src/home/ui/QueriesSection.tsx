import type { Filters } from '#src/roster/list.ts'
import { rosterHref } from '#src/roster/ui/query.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Bar, Section } from '#src/web/kit/page.tsx'
import { useCall } from '#src/web/useCall.ts'

/** One's own saved queries of the roster; nothing before the first is saved. */
export function QueriesSection() {
  const { data: queries = [] } = useCall('roster.savedFilters', {})
  if (queries.length === 0) return null
  return (
    <Section title="常用查询">
      <Bar label="常用查询">
        {queries.map(({ id, name, conditions }) => (
          <ButtonLink key={id} small to={rosterHref(conditions as unknown as Filters)}>
            {name}
          </ButtonLink>
        ))}
      </Bar>
    </Section>
  )
}
