import * as z from 'zod'
import { isCode } from '#src/roster/codes.ts'
import { isPhone, tidyPhones } from '#src/roster/phone.ts'
import { ticketCategories } from '#src/tickets/ticket.ts'

/** What was brought: money with a receipt, goods, or a wreath at a funeral. */
export const giftKinds = { money: '慰问金', goods: '慰问品', wreath: '花圈挽幛' } as const
export type GiftKind = keyof typeof giftKinds

/** What a photograph of a visit shows. */
export const visitPhotoKinds = { photo: '走访照片', receipt: '签收单照片' } as const
export type VisitPhotoKind = keyof typeof visitPhotoKinds

/** Photographs of one visit, receipts among them. */
export const mostPhotos = 9
export const mostNeeds = 10

const keysOf = <T extends object>(labels: T) => Object.keys(labels) as (keyof T & string)[]

const short = (title: string, max: number) =>
  z.string(`请填写${title}`).trim().min(1, `请填写${title}`).max(max, `${title}最多 ${max} 个字`)

const mostFen = 100_000_000

/** A need or request, which becomes a ticket with an owner and a day (requirements C08-09). */
export const Need = z.strictObject({
  category: z.enum(keysOf(ticketCategories), '请选择这件事属于哪一类').meta({ title: '类别' }),
  title: short('老同志提出的事', 60).meta({ title: '老同志提出的事' }),
  detail: z
    .string()
    .trim()
    .max(500, '详细情况最多 500 个字')
    .optional()
    .meta({ title: '详细情况' }),
  ownerOrgId: z.int('请选择交给谁办').optional(),
  dueOn: z.iso.date('请填写办理期限，例如 2026-12-01').optional().meta({ title: '办理期限' }),
})
export type Need = z.output<typeof Need>

/** Money needs an amount and somebody who signed or a receipt; goods and wreaths say what they were. */
export const Gift = z
  .strictObject({
    kind: z.enum(keysOf(giftKinds), '请选择慰问金或慰问品').meta({ title: '慰问' }),
    what: z.string().trim().max(60, '物品名称最多 60 个字').optional().meta({ title: '物品' }),
    amountFen: z
      .int('请填写金额，最多两位小数')
      .min(1, '金额应大于 0')
      .max(mostFen, '金额过大，请核对')
      .nullable()
      .optional()
      .meta({ title: '金额' }),
    receiptNo: z.string().trim().max(40, '收据号最多 40 个字').optional().meta({ title: '收据号' }),
    signedBy: z.string().trim().max(40, '签收人最多 40 个字').optional().meta({ title: '签收人' }),
  })
  .superRefine(({ kind, what, amountFen, receiptNo, signedBy }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (kind === 'money' && !amountFen) wrong('amountFen', '请填写慰问金额')
    if (kind === 'money' && !receiptNo && !signedBy)
      wrong('signedBy', '慰问金要有签收人或收据号，请填写其中一项')
    if (kind !== 'money' && !what) wrong('what', '请写明是什么物品')
  })
export type Gift = z.output<typeof Gift>

const Phone = (title: string) =>
  z
    .string()
    .trim()
    .max(60, `${title}不超过 60 字`)
    .refine((text) => isPhone(text), `${title}不是电话号码，请核对；多个号码用顿号隔开`)
    .transform(tidyPhones)
    .optional()
    .meta({ title })

/** What of the record turned out to have changed: written by whoever keeps it, else asked for. */
export const Changes = z.strictObject({
  mobile: Phone('手机'),
  landline: Phone('固定电话'),
  residenceAddress: short('现居住地址', 120).optional().meta({ title: '现居住地址' }),
  healthStatus: z
    .string()
    .refine((code) => isCode('healthStatus', code), '请从列表中选择健康状况')
    .optional()
    .meta({ title: '健康状况' }),
  selfCareLevel: z
    .string()
    .refine((code) => isCode('selfCareLevel', code), '请从列表中选择自理能力')
    .optional()
    .meta({ title: '自理能力' }),
})
export type Changes = z.output<typeof Changes>

/** The parts of a visit beyond who, whom, when and why; each may be left out. */
export const foundShape = {
  leaders: z
    .string()
    .trim()
    .max(120, '同去的领导最多 120 个字')
    .nullable()
    .optional()
    .meta({ title: '同去的领导' }),
  healthChange: z
    .string()
    .trim()
    .max(300, '健康变化最多 300 个字')
    .nullable()
    .optional()
    .meta({ title: '健康变化' }),
  gift: Gift.nullable().optional().meta({ title: '慰问' }),
  nextContactOn: z.iso
    .date('请填写下次联系日期，例如 2026-12-01')
    .nullable()
    .optional()
    .meta({ title: '下次联系' }),
}

/** What the ground of the desk does with a visit besides keeping it. */
export const followingShape = {
  needs: z.array(Need).max(mostNeeds, `一次最多登记 ${mostNeeds} 件事`).optional(),
  changes: Changes.optional(),
  /** The code of the paper form that is typed in. */
  paper: z.string().trim().max(20, '登记表编号不对').optional(),
}
