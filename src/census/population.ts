import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'

/** 60 岁以上人口 of a region in a year: the denominator of the share (requirements C01-04). */
export const SetPopulation = z.strictObject({
  regionId: z.int('请选择地区'),
  year: z.int('请填写年份').min(1990, '年份不早于 1990').max(2199, '请填写四位年份'),
  persons: z
    .int('请填写整数，单位是人')
    .min(1, '请填写人数，单位是人')
    .max(500_000_000, '人数太大，单位是人'),
  source: z
    .string('请填写数据来源')
    .trim()
    .min(2, '请填写数据来源，例如：县统计局人口年报')
    .max(120, '来源最多 120 个字'),
  documentNo: z.string().trim().max(80, '文号最多 80 个字').nullable().optional(),
})

/** The figure is of a year that has begun, and not smaller than the people on the register. */
export function refusalOfPopulation(
  { year, persons }: { year: number; persons: number },
  registered: number,
  today: string,
): Refusal | undefined {
  if (year > Number(today.slice(0, 4)))
    return new Refusal('invalid', 'census.futureYear', '年份不能晚于今年', 'year')
  if (persons < registered)
    return new Refusal(
      'invalid',
      'census.tooFewPersons',
      `比在册的 ${registered} 人还少，请核对单位是不是“人”`,
      'persons',
    )
  return undefined
}

/** A region at or below the one asked for, with its latest figure and its own people on the register. */
export interface RegionFigure {
  readonly id: number
  readonly name: string
  /** The nearest region above; null at the top of what was asked for. */
  readonly parentId: number | null
  readonly figure: { readonly year: number; readonly persons: number } | null
  readonly people: number
}

/** The share of the local people of 60 and more who are on the register. */
export interface PopulationShare {
  /** On the register in the regions that have a figure. */
  readonly people: number
  readonly persons: number
  /** 0 to 1; null where no region has a figure. */
  readonly share: number | null
  readonly years: readonly number[]
  /** Regions whose figures were added up. */
  readonly counted: readonly string[]
  /** Regions with people on the register and no figure. */
  readonly lacking: readonly string[]
}

/**
 * A region's own figure, or the sum of those below it. What has no figure is named and left out of
 * both sides of the division.
 */
export function shareOf(regions: readonly RegionFigure[]): PopulationShare {
  const found = regions.filter(({ parentId }) => parentId === null).flatMap(coveredBy(regions))
  const with_ = found.filter((part) => part.figure !== null)
  const persons = with_.reduce((sum, { figure }) => sum + (figure?.persons ?? 0), 0)
  const people = with_.reduce((sum, part) => sum + part.people, 0)
  return {
    people,
    persons,
    share: persons > 0 ? people / persons : null,
    years: [...new Set(with_.map(({ figure }) => figure?.year ?? 0))].sort((a, b) => a - b),
    counted: with_.map(({ name }) => name),
    lacking: found
      .filter((part) => part.figure === null && part.people > 0)
      .map(({ name }) => name),
  }
}

type Part = Pick<RegionFigure, 'name' | 'figure' | 'people'>

function coveredBy(regions: readonly RegionFigure[]): (region: RegionFigure) => Part[] {
  const below = Map.groupBy(regions, ({ parentId }) => parentId)
  const peopleAt = (region: RegionFigure): number =>
    (below.get(region.id) ?? []).reduce((sum, one) => sum + peopleAt(one), region.people)
  return function covered(region): Part[] {
    const { name, figure, people, id } = region
    if (figure) return [{ name, figure, people: peopleAt(region) }]
    const parts = (below.get(id) ?? []).flatMap(covered)
    return [{ name: parts.length ? `${name}直属` : name, figure: null, people }, ...parts]
  }
}

/** Cells under ten persons are not told (security §3, small statistics). */
const smallest = 10

export interface SmallCell {
  readonly code: string
  readonly name: string
  /** Null where the figure is held back. */
  readonly count: number | null
  readonly shown: string
}

/**
 * Counts as they may be told: under ten as <10. One cell alone could be had from the total, so that
 * the next smallest is then held back too.
 */
export function withheld(
  cells: readonly { code: string; name: string; count: number }[],
): SmallCell[] {
  const small = cells.filter(({ count }) => count > 0 && count < smallest)
  const next = cells
    .filter(({ count }) => count >= smallest)
    .reduce<number>((least, { count }) => Math.min(least, count), Infinity)
  let alone = small.length === 1
  return cells
    .filter(({ count }) => count > 0)
    .map(({ code, name, count }) => {
      if (count < smallest) return { code, name, count: null, shown: '<10' }
      if (!alone || count !== next)
        return { code, name, count, shown: count.toLocaleString('zh-CN') }
      alone = false
      return { code, name, count: null, shown: '略' }
    })
}
