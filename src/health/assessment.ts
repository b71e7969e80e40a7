import * as z from 'zod'
import { codeSets } from '#src/roster/codes.ts'
import { dayField, neededText } from './stay.ts'

/** 自理能力, as the record has it. */
export const levels = Object.keys(codeSets.selfCareLevel) as ['1', '2', '3', '4']

export const Assess = z.strictObject({
  retireeId: z.int('请选择老同志'),
  assessedOn: dayField('评估日期'),
  level: z.enum(levels, '请选择自理能力').meta({ title: '自理能力' }),
  assessor: neededText('评估人', 60, 1),
})

export const assessmentViews = { due: '应评估', done: '今年已评估' } as const
export type AssessmentView = keyof typeof assessmentViews

export interface AssessmentRow {
  readonly retireeId: number
  readonly fullName: string
  readonly unit: string | null
  readonly community: string | null
  readonly birthYear: number | null
  readonly lastOn: string | null
  readonly lastBy: string | null
  /** Until when it is owed; null where it is done. */
  readonly dueOn: string | null
}
