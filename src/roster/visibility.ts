import type { Role } from '#src/kernel/access.ts'
import { maskCitizenId } from './citizenId.ts'
import { fieldOf, type FieldKey } from './fields.ts'
import type { Sensitivity } from './fields/field.ts'
import { maskPhone } from './phone.ts'
import type { Values } from './record.ts'

/** Classes of fields that a post does not see: health, money and numbers stay with bureau and unit. */
export function hiddenFrom(role: Role): ReadonlySet<Sensitivity> {
  const limited = role === 'communityWorker' || role === 'branchSecretary'
  return new Set(limited ? ['S3'] : [])
}

/** The values as the page shows them: hidden ones absent, numbers masked until asked for. */
export function masked(values: Values, hidden: ReadonlySet<Sensitivity>): Values {
  const shown = Object.entries(values).filter(
    ([key]) => !hidden.has(fieldOf(key as FieldKey).sensitivity),
  )
  return Object.fromEntries(shown.map(([key, value]) => [key, maskedValue(key, value)])) as Values
}

function maskedValue(key: string, value: unknown): unknown {
  if (typeof value === 'string' && key === 'idNumber') return maskCitizenId(value)
  if (typeof value === 'string' && (key === 'mobile' || key === 'landline')) return maskPhone(value)
  if (key === 'otherPhones' && Array.isArray(value))
    return value.map((entry: { phone: string }) => ({ ...entry, phone: maskPhone(entry.phone) }))
  return value
}
