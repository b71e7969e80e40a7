import type { Filters } from '#src/roster/list.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { conditionDefaults, type ConditionKey, type Conditions } from './query.ts'
import { wordsOf } from './words.ts'

/** Conditions that the row above shows by itself. */
const visible: readonly ConditionKey[] = ['text', 'orgId', 'ageFrom', 'ageTo']

interface ActiveFiltersProps {
  readonly filters: Filters
  readonly onChange: (patch: Partial<Conditions>) => void
}

/** The conditions set behind 更多条件, each to be taken away with one press. */
export function ActiveFilters({ filters, onChange }: ActiveFiltersProps) {
  const active = wordsOf(filters).filter(({ key }) => !isShown(filters, key))
  if (active.length === 0) return null
  return (
    <Bar label="已设条件">
      {active.map(({ key, words }) => (
        <Chip
          key={key}
          pressed
          onPress={() => onChange({ [key]: conditionDefaults[key] })}
          onRemove={() => onChange({ [key]: conditionDefaults[key] })}
          removeLabel={`取消条件：${words}`}
        >
          {words}
        </Chip>
      ))}
      <Button small look="link" onClick={() => onChange(conditionDefaults)}>
        清空条件
      </Button>
    </Bar>
  )
}

function isShown(filters: Filters, key: ConditionKey): boolean {
  if (key === 'category' || key === 'rank') return filters[key]?.length === 1
  return visible.includes(key)
}
