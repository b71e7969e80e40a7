import * as z from 'zod'
import { dayField, neededText, textField } from './stay.ts'
import { hospitalLevels, type HospitalLevel } from './words.ts'

export const SaveHospital = z.strictObject({
  hospitalId: z.int().optional(),
  name: neededText('医院名称', 80),
  level: z
    .enum(Object.keys(hospitalLevels) as HospitalLevel[], '请选择医院级别')
    .meta({ title: '级别' }),
  directBilling: z.boolean('请选择是否挂账').meta({ title: '挂账结算' }),
  agreedFrom: dayField('协议起始日期'),
  agreedTo: dayField('协议终止日期').nullable().optional(),
  phone: textField('电话', 30),
})

export interface HospitalRow {
  readonly id: number
  readonly name: string
  readonly level: HospitalLevel
  readonly directBilling: boolean
  readonly agreedFrom: string
  readonly agreedTo: string | null
  readonly phone: string | null
  readonly orgName: string
  /** The agreement holds today. */
  readonly holds: boolean
  /** Whether the actor's own organisation keeps it. */
  readonly own: boolean
  /** People within reach whose record names it. */
  readonly people: number
}
