import * as z from 'zod'
import { dayField, neededText, textField } from './stay.ts'

export const OpenCheckUp = z
  .strictObject({
    name: neededText('名称', 60),
    hospital: neededText('体检医院', 80),
    fromOn: dayField('开始日期'),
    toOn: dayField('结束日期'),
    /** Whom it is for; nothing chosen means everyone on the register. */
    categories: z.array(z.string()).max(8).default([]),
    fromAge: z.int('请填写整数年龄').min(50, '年龄不小于 50').max(120).nullable().optional(),
    unitId: z.int().nullable().optional(),
  })
  .refine((value) => value.fromOn <= value.toOn, {
    path: ['toOn'],
    message: '结束日期早于开始日期',
  })
export type OpenCheckUp = z.output<typeof OpenCheckUp>

const CheckUp = z.int('请选择体检')
const one = { checkUpId: CheckUp, retireeId: z.int('请选择老同志') }

export const Book = z.strictObject({
  checkUpId: CheckUp,
  ids: z.array(z.int()).min(1, '请选择人员').max(200, '一次最多 200 人'),
  bookedOn: dayField('预约日期'),
})

export const Came = z
  .strictObject({
    ...one,
    came: z.boolean('请选择是否到检'),
    absentWhy: textField('未到原因', 100),
  })
  .refine(({ came, absentWhy }) => came || absentWhy, {
    path: ['absentWhy'],
    message: '请填写未到原因',
  })

export const Result = z.strictObject({
  ...one,
  resultedOn: dayField('出结果日期'),
  /** S3: kept sealed. */
  summary: textField('结果摘要', 300),
  feedbackOn: dayField('预约反馈日期').nullable().optional(),
})

export const FeedBack = z.strictObject({
  ...one,
  fedBackOn: dayField('反馈日期'),
  feedbackBy: neededText('反馈专家', 60, 1),
  followUps: z
    .array(z.strictObject({ title: neededText('跟进事项', 60), detail: textField('说明', 500) }))
    .max(5, '一次最多 5 项')
    .default([]),
})

export const checkUpSteps = {
  all: '全部',
  unbooked: '未预约',
  booked: '已约未检',
  absent: '未到',
  waiting: '待出结果',
  feedback: '待反馈',
  done: '已反馈',
} as const
export type CheckUpStep = keyof typeof checkUpSteps

export const ListCheckUp = z.strictObject({
  checkUpId: CheckUp,
  step: z.enum(Object.keys(checkUpSteps) as CheckUpStep[]).default('all'),
  text: z.string().trim().max(60, '查找内容太长').optional(),
  offset: z.int().min(0).max(100_000).default(0),
  limit: z.int().min(1).max(200).default(50),
})

export interface CheckUpPersonRow {
  readonly retireeId: number
  readonly fullName: string
  readonly unit: string | null
  readonly step: Exclude<CheckUpStep, 'all'>
  readonly bookedOn: string | null
  readonly came: boolean | null
  readonly absentWhy: string | null
  readonly resultedOn: string | null
  readonly feedbackOn: string | null
  readonly fedBackOn: string | null
}

export interface CheckUpRow {
  readonly id: number
  readonly name: string
  readonly hospital: string
  readonly fromOn: string
  readonly toOn: string
  readonly closedOn: string | null
  readonly orgName: string
  readonly own: boolean
  readonly people: number
  readonly booked: number
  readonly came: number
  readonly absent: number
  readonly resulted: number
  readonly fedBack: number
}
