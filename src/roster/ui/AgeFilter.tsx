import { NumberText } from '#src/web/kit/numberFields.tsx'
import type { FilterProps } from './FilterBar.tsx'

interface AgeFilterProps extends FilterProps {
  readonly layout?: 'inline'
}

/** Completed years, from and to; what is no age of a person is no condition. */
export function AgeFilter({ layout, conditions, onChange }: AgeFilterProps) {
  const { ageFrom, ageTo } = conditions
  return (
    <>
      <NumberText
        layout={layout}
        label={layout ? '年龄' : '年龄从'}
        unit={layout ? undefined : '岁'}
        chars={layout && 1}
        value={ageFrom || null}
        onChange={(age) => onChange({ ageFrom: ageOf(age) })}
      />
      <NumberText
        layout={layout}
        label={layout ? '至' : '年龄到'}
        unit="岁"
        chars={layout && 3}
        value={ageTo || null}
        onChange={(age) => onChange({ ageTo: ageOf(age) })}
      />
    </>
  )
}

function ageOf(age: unknown): number {
  return typeof age === 'number' && age > 0 && age <= 130 ? Math.floor(age) : 0
}
