import * as z from 'zod'
import { isCode } from './codes.ts'
import { readPhones } from './phone.ts'

const Phone = z
  .string()
  .trim()
  .max(40, '电话太长')
  .refine((phone) => phone === '' || readPhones(phone) !== undefined, '电话号码不对，请核对位数')

export const SaveContact = z.strictObject({
  id: z.int(),
  contactId: z.int().optional(),
  name: z.string('请填写姓名').trim().min(1, '请填写姓名').max(60, '姓名太长'),
  relation: z.string('请选择关系').refine((code) => isCode('relation', code), '请从列表中选择关系'),
  phone: Phone.nullable().optional(),
  address: z.string().trim().max(200, '地址最多 200 个字').nullable().optional(),
  isEmergency: z.boolean().default(false),
  /** The contact agrees that we keep the name and number (PIPL Art. 13). */
  consented: z.boolean().default(false),
})

export const RemoveContact = z.strictObject({ id: z.int(), contactId: z.int() })
