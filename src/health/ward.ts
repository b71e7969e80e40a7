import * as z from 'zod'
import { dayField, neededText, textField } from './stay.ts'

export const Ward = z.int('请选择家庭病房')

export const OpenWard = z.strictObject({
  retireeId: z.int('请选择老同志'),
  openedOn: dayField('建床日期'),
  everyDays: z
    .int('请填写整数天数')
    .min(2, '间隔不少于 2 天')
    .max(365, '间隔不超过 365 天')
    .meta({ title: '巡诊间隔', unit: '天' }),
  clinic: neededText('巡诊机构', 80),
  doctor: neededText('责任医生', 60, 1),
})

export const RecordRound = z.strictObject({
  wardId: Ward,
  madeOn: dayField('巡诊日期'),
  doctor: neededText('巡诊医生', 60, 1),
  /** S3: kept sealed. */
  note: textField('巡诊所见', 200),
})

export interface WardRow {
  readonly id: number
  readonly retireeId: number
  readonly fullName: string
  readonly unit: string | null
  readonly community: string | null
  readonly openedOn: string
  readonly closedOn: string | null
  readonly everyDays: number
  readonly clinic: string
  readonly doctor: string
  readonly lastRoundOn: string | null
  readonly rounds: number
  /** Until when the next round is owed. */
  readonly dueOn: string | null
}
