import type { Forecast, ForecastRow } from './inService.ts'

interface Expected {
  readonly unitId: number
  readonly unit: string
  readonly expectedMonth: string
}

/**
 * How many of each unit retire in this year and the following, from the month of `today` on; those
 * whose month has passed and who are not yet registered apart. Units with most come first.
 */
export function forecastOf(people: readonly Expected[], today: string, count: number): Forecast {
  const first = Number(today.slice(0, 4))
  const years = Array.from({ length: count }, (_, ahead) => first + ahead)
  const rows = [...Map.groupBy(people, ({ unitId }) => unitId)].map(([unitId, own]) =>
    rowOf(unitId, own, years, today.slice(0, 7)),
  )
  return { years, rows: rows.toSorted((a, b) => soon(b) - soon(a) || a.unitId - b.unitId) }
}

function rowOf(
  unitId: number,
  own: readonly Expected[],
  years: readonly number[],
  month: string,
): ForecastRow {
  const coming = own.filter(({ expectedMonth }) => expectedMonth >= month)
  const yearsOf = coming.map(({ expectedMonth }) => Number(expectedMonth.slice(0, 4)))
  return {
    unitId,
    unit: own[0]?.unit ?? '',
    past: own.length - coming.length,
    counts: years.map((year) => yearsOf.filter((one) => one === year).length),
    later: yearsOf.filter((year) => year > (years.at(-1) ?? 0)).length,
  }
}

function soon({ past, counts }: ForecastRow): number {
  return counts.reduce((sum, count) => sum + count, past)
}
