import * as z from 'zod'

/** What the difficulty is about (requirements C09-01). */
export const categories = {
  illness: '重大疾病',
  living: '生活困难',
  care: '失能照护',
  disaster: '突发灾祸',
  emptyNest: '空巢独居',
  survivor: '遗属困难',
} as const
export type Category = keyof typeof categories

/** How an application came; every way counts the same (requirements C18). */
export const channels = {
  office: '来访',
  phone: '电话',
  visit: '走访中提出',
  unit: '单位代办',
  community: '社区代办',
  paper: '书面',
} as const
export type Channel = keyof typeof channels

export const ways = { once: '一次性', monthly: '按月' } as const
export type Way = keyof typeof ways

export const months = /^20\d\d-(0[1-9]|1[0-2])$/

const Month = z.string('请填写月份，例如 2026-12').regex(months, '请填写月份，例如 2026-12')
const Fen = z.int('请填写金额').min(1, '金额应大于 0').max(100_000_000, '每次金额不能超过 100 万元')

export const Apply = z.strictObject({
  retireeId: z.int('请选择老同志'),
  /** The survivor for whom it is; the person's own when absent. */
  contactId: z.int().nullable().default(null),
  category: z.enum(Object.keys(categories) as Category[], '请选择困难类别'),
  urgent: z.boolean().default(false),
  appliedOn: z.iso.date('请填写申请日期'),
  appliedBy: z.string('请填写申请人').trim().min(1, '请填写申请人').max(60, '申请人最多 60 个字'),
  channel: z.enum(Object.keys(channels) as Channel[], '请选择申请方式'),
  reason: z
    .string('请写明困难情况')
    .trim()
    .min(4, '请写明困难情况，例如：2026 年 9 月住院，自付 3 万元')
    .max(500, '困难情况最多 500 个字'),
})
export type Apply = z.output<typeof Apply>

const Note = z.string('请写明情况').trim().min(2, '请写明情况').max(500, '情况最多 500 个字')
const Id = { id: z.int('请选择申请') }

/** What each step takes. */
export const Steps = {
  inquire: z.strictObject({ ...Id, note: Note }),
  review: z
    .strictObject({
      ...Id,
      note: Note,
      way: z.enum(Object.keys(ways) as Way[], '请选择一次性或按月'),
      amountFen: Fen,
      fromMonth: Month,
      toMonth: Month.optional(),
    })
    .superRefine((value, at) => {
      if (value.way === 'once') return
      if (!value.toMonth)
        at.addIssue({ code: 'custom', path: ['toMonth'], message: '按月发放的请填写到哪个月' })
      else if (value.toMonth < value.fromMonth)
        at.addIssue({ code: 'custom', path: ['toMonth'], message: '止月早于起月' })
    }),
  publicise: z.strictObject({
    ...Id,
    /** The first day on which it hangs. */
    fromOn: z.iso.date('请填写公示开始日期'),
    place: z.string('请填写公示地点').trim().min(2, '请填写公示地点').max(60, '地点最多 60 个字'),
  }),
  object: z.strictObject({ ...Id, note: Note }),
  settle: z.strictObject({ ...Id, note: Note }),
  approve: z.strictObject({ ...Id, note: Note.optional() }),
  decline: z.strictObject({ ...Id, note: Note }),
  recheck: z.strictObject({ ...Id, note: Note }),
  end: z.strictObject({ ...Id, note: Note }),
}

export const Plan = z.strictObject({
  ...Id,
  helper: z.string('请填写帮扶人').trim().min(1, '请填写帮扶人').max(60, '帮扶人最多 60 个字'),
  phone: z.string().trim().max(40, '电话太长').nullable().default(null),
  measures: z
    .string('请写明帮扶措施')
    .trim()
    .min(4, '请写明帮扶措施')
    .max(500, '帮扶措施最多 500 个字'),
  reviewOn: z.iso.date('请填写下次检查日期'),
})

export const OpenFund = z.strictObject({
  year: z.int('请填写年度').min(1990, '年度太早').max(2199, '年度太晚'),
  title: z.string('请填写资金名称').trim().min(2, '请填写资金名称').max(60, '名称最多 60 个字'),
  documentNo: z.string().trim().max(80, '文号最多 80 个字').nullable().default(null),
  amountFen: z.int('请填写拨入金额').min(1, '金额应大于 0').max(1e13, '金额太大'),
})

export const AddEntry = z.strictObject({
  fundId: z.int('请选择资金'),
  kind: z.enum(['allotted', 'returned'], '请选择拨入或退回'),
  amountFen: z.int('请填写金额').min(1, '金额应大于 0').max(1e13, '金额太大'),
  onDay: z.iso.date('请填写日期'),
  note: z.string('请填写说明').trim().min(2, '请填写说明').max(100, '说明最多 100 个字'),
})

export const MakePayment = z.strictObject({ fundId: z.int('请选择资金'), month: Month })

export const entryKinds = { allotted: '拨入', paid: '发放', returned: '退回上级' } as const
export type EntryKind = keyof typeof entryKinds

export const paymentStates = {
  made: '待审批',
  approved: '待发放',
  paid: '已发放',
  cancelled: '已作废',
} as const
export type PaymentState = keyof typeof paymentStates
