import * as z from 'zod'
import { addDays, addYears } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/** How often an office opens one (requirements C01-07). */
export const cycles = { yearly: '年度', quarterly: '季度', special: '专项' } as const
export type Cycle = keyof typeof cycles

const Day = (what: string) => z.iso.date(`请填写${what}`)

export const OpenCampaign = z.strictObject({
  name: z
    .string('请填写名称')
    .trim()
    .min(2, '请填写名称，例如：2026 年四季度信息核实')
    .max(60, '名称最多 60 个字'),
  cycle: z.enum(Object.keys(cycles) as Cycle[], '请选择类型'),
  /** Whose people; the post's own range when absent. */
  orgId: z.int('请选择范围').optional(),
  cutOffOn: Day('截止在册日'),
  fromOn: Day('开始日期'),
  dueOn: Day('完成期限'),
})
export type OpenCampaign = z.output<typeof OpenCampaign>

/** A campaign begins within a month, ends within a year, and takes those on the register by now. */
export function refusalsOfDays(
  { cutOffOn, fromOn, dueOn }: Pick<OpenCampaign, 'cutOffOn' | 'fromOn' | 'dueOn'>,
  today: string,
): (Refusal | undefined)[] {
  const say = (field: string, message: string) =>
    new Refusal('invalid', 'campaigns.wrongDays', message, field)
  return [
    cutOffOn > today ? say('cutOffOn', '截止在册日不能晚于今天') : undefined,
    cutOffOn < addYears(today, -1) ? say('cutOffOn', '截止在册日早于一年前') : undefined,
    fromOn > addDays(today, 30) ? say('fromOn', '最多提前 30 天开展') : undefined,
    fromOn < addDays(today, -366) ? say('fromOn', '开始日期早于一年前') : undefined,
    dueOn < fromOn ? say('dueOn', '完成期限早于开始日期') : undefined,
    dueOn > addYears(fromOn, 1) ? say('dueOn', '完成期限最多一年') : undefined,
  ]
}

/** What became of the people of a campaign. */
export interface Progress {
  readonly people: number
  readonly verified: number
  /** Died, moved away or taken off the register before being checked. */
  readonly left: number
  readonly rest: number
}

export interface CampaignRow extends Progress {
  readonly id: number
  readonly name: string
  readonly cycle: Cycle
  readonly orgName: string
  readonly cutOffOn: string
  readonly fromOn: string
  readonly dueOn: string
  readonly openedBy: string | null
  readonly closedOn: string | null
  /** Of the whole campaign, as it stood when it was closed. */
  readonly result: Progress | null
}

export const progressGroups = { unit: '现管单位', community: '社区' } as const
export type ProgressGroup = keyof typeof progressGroups

export interface ProgressRow extends Progress {
  readonly key: number | null
  readonly name: string
}

/** Verified of those who still could be; null where nobody is left to check. */
export function rateOf({ verified, rest }: Pick<Progress, 'verified' | 'rest'>): number | null {
  return verified + rest > 0 ? verified / (verified + rest) : null
}
