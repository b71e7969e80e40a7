import * as z from 'zod'
import { isDay } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { statutoryRetirement, type OriginalAge } from '#src/roster/service.ts'

/** The original ages decide the ladder of 国务院关于渐进式延迟法定退休年龄的办法 (2024). */
export const ladders = {
  60: '60 岁档（男；保留 60 岁的女干部）',
  55: '55 岁档（女干部）',
  50: '50 岁档（女职工）',
} as const
export type Ladder = keyof typeof ladders

export const closings = { retired: '已登记退休', left: '已调离', mistaken: '录入有误' } as const
export type Closing = keyof typeof closings

export const forecastYears = 5

const BirthMonth = z
  .string('请填写出生年月')
  .trim()
  .refine((text) => /^19\d\d-\d\d$/.test(text) && isDay(`${text}-01`), '请写成 1968-03 的样子')

/** As little about a person in service as the forecast needs. */
export const AddInService = z.strictObject({
  unitId: z.int('请选择单位'),
  fullName: z.string('请填写姓名').trim().min(2, '请填写姓名').max(60, '姓名太长'),
  birthMonth: BirthMonth,
  ladder: z.union([z.literal(50), z.literal(55), z.literal(60)], '请选择原退休年龄'),
})
export type NewInService = z.output<typeof AddInService>

export const CloseInService = z.strictObject({
  id: z.int(),
  reason: z.enum(['left', 'mistaken'], '请选择原因'),
})

const UnitId = z.int().optional()

export const InServiceList = z.strictObject({
  unitId: UnitId,
  /** Those expected in a year; `past` for those whose month has passed. */
  year: z.union([z.int().min(2000).max(2199), z.literal('past')]).optional(),
  text: z.string().trim().max(60, '查找内容太长').optional(),
  closed: z.boolean().default(false),
  from: z.int().min(0).default(0),
  limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
})

export interface InServiceRow {
  readonly id: number
  readonly fullName: string
  readonly unitId: number
  readonly unit: string
  readonly birthMonth: string
  readonly ladder: Ladder
  readonly expectedMonth: string
  readonly closedOn: string | null
  readonly closedReason: Closing | null
  readonly retireeId: number | null
}

export interface Forecast {
  readonly years: readonly number[]
  readonly rows: readonly ForecastRow[]
}

/** One unit: how many should have been registered by now, and how many retire in each year. */
export interface ForecastRow {
  readonly unitId: number
  readonly unit: string
  readonly past: number
  readonly counts: readonly number[]
  readonly later: number
}

/** The month in which someone retires by law. */
export function expectedMonth(birthMonth: string, ladder: OriginalAge): string {
  const found = statutoryRetirement(birthMonth, ladder)
  if (!found) throw new RangeError(`no month of birth: ${birthMonth}`)
  return found.month
}

/** One who is long past the age is no longer in service, and a child not yet. */
export function refusalOfInService(
  { birthMonth, ladder }: Pick<NewInService, 'birthMonth' | 'ladder'>,
  today: string,
): Refusal | undefined {
  const say = (message: string) =>
    new Refusal('invalid', 'census.notInService', message, 'birthMonth')
  const year = Number(today.slice(0, 4))
  if (Number(birthMonth.slice(0, 4)) > year - 18) return say('不满 18 岁，请核对出生年月')
  const expected = expectedMonth(birthMonth, ladder)
  if (Number(expected.slice(0, 4)) < year - 5)
    return say(`${expected} 就已到退休年龄，请登记到老干部信息库`)
  return undefined
}
