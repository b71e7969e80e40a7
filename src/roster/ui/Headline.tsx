import type { Filters } from '#src/roster/list.ts'
import type { Headline as Counts } from '#src/roster/list.operations.ts'
import { Figures, type Figure } from '#src/web/kit/page.tsx'
import { useCall } from '#src/web/useCall.ts'
import { rosterHref } from './query.ts'

/** The people of the list counted by what is asked most; each count opens its list. */
export function Headline({ filters }: { readonly filters: Filters }) {
  const { data, error } = useCall('roster.headline', { filters }, { keep: true })
  if (error) return null
  return <Figures figures={data ? figuresOf(data, filters) : [{ label: '正在统计', value: '…' }]} />
}

function figuresOf(counts: Counts, filters: Filters): readonly Figure[] {
  const people = (label: string, value: number, more: Filters): Figure => {
    return { label, value, unit: '人', to: rosterHref({ ...filters, ...more }) }
  }
  const years = (label: string, value: number | null): Figure[] =>
    value === null ? [] : [{ label, value: value.toFixed(1), unit: '岁' }]
  return [
    people('离休', counts.lixiu, { category: ['lixiu'] }),
    people('退休', counts.tuixiu, { category: ['tuixiu'] }),
    people('其他', counts.others, { category: ['resignedWithPension', 'pre1949Worker'] }),
    people('女', counts.women, { gender: ['2'] }),
    people('党员', counts.partyMembers, { politicalStatus: ['01', '02'] }),
    people('90岁以上', counts.over90, { ageFrom: 90 }),
    ...(counts.highAgeHighIllness === null
      ? []
      : [people('双高期', counts.highAgeHighIllness, { highAgeHighIllness: true })]),
    ...years('平均年龄', counts.meanAge),
    ...years('离休平均年龄', counts.lixiuMeanAge),
  ]
}
