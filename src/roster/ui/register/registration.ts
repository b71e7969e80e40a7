import * as z from 'zod'
import { parsePartialDate } from '#src/kernel/day.ts'
import { citizenIdProblem } from '#src/roster/citizenId.ts'
import { fields, RetireeShape, type RetireeInput } from '#src/roster/fields.ts'
import { missing } from '#src/roster/fields/shape.ts'
import { readPhones } from '#src/roster/phone.ts'
import { tidied } from '../form/values.ts'

const Org = z
  .object({ id: z.coerce.number() })
  .transform(({ id }) => id)
  .nullable()
  .optional()

/** The form of registration: the fields by their keys, the ties as organisations chosen. */
export const Registration = z.preprocess(
  tidied,
  RetireeShape.extend({
    ties: z.object({
      formerUnit: Org,
      payingUnit: Org,
      managingUnit: Org,
      community: Org,
      branch: Org,
    }),
  }).superRefine((values, context) => {
    for (const field of fields) {
      if (field.required && !values[field.key])
        context.addIssue({ code: 'custom', path: [field.key], message: missing(field) })
    }
  }),
)

export const watched = [
  'fullName',
  'idType',
  'idNumber',
  'birthArchive',
  'mobile',
  'lastUnitAndPost',
] as const

/**
 * Of what is being typed, what likeness is judged by; undefined before there is a whole name or
 * number. Half a number, date or telephone is left out.
 */
export function likenessOf(typed: readonly unknown[]): RetireeInput | undefined {
  const [fullName, idType, idNumber, birth, mobile, lastUnitAndPost] = typed.map((value) =>
    typeof value === 'string' ? value.trim() : '',
  ) as [string, string, string, string, string, string]
  const whole = (idType || 'citizenId') !== 'citizenId' || citizenIdProblem(idNumber) === undefined
  const number = whole ? idNumber : ''
  if (fullName.length < 2 && !number) return undefined
  const birthArchive = birth && parsePartialDate(birth)
  return {
    ...(fullName && { fullName }),
    ...(number && { idNumber: number }),
    ...(birthArchive && { birthArchive }),
    ...(mobile && readPhones(mobile) && { mobile }),
    ...(lastUnitAndPost && { lastUnitAndPost }),
  }
}
