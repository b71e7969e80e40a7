import type { Decision } from './access.ts'
import { maskCitizenId } from './citizenId.ts'
import type { FieldKey } from './fields.ts'
import { maskPhone } from './phone.ts'
import type { Values } from './record.ts'

/** The values as a post may see them: hidden ones absent, masked ones in part or absent. */
export function shown(values: Values, decision: Decision): Values {
  const entries = Object.entries(values).flatMap(([key, value]) => {
    const sight = decision.sightOf(key as FieldKey)
    if (sight === 'open') return [[key, value]]
    if (sight === 'hidden') return []
    const part = partOf(key, value)
    return part !== null || (value === null && inPart.has(key)) ? [[key, part]] : []
  })
  return Object.fromEntries(entries) as Values
}

/** Fields of which a part is shown, so that an empty one may be seen to be empty. */
const inPart = new Set(['idNumber', 'birthArchive', 'mobile', 'landline', 'otherPhones'])

/** What may be shown of a value before a purpose is named: 110101********1234, 138****5678, the year. */
export function partOf(key: string, value: unknown): unknown {
  if (typeof value === 'string' && key === 'idNumber') return maskCitizenId(value)
  if (typeof value === 'string' && key === 'birthArchive') return value.slice(0, 4)
  if (typeof value === 'string' && (key === 'mobile' || key === 'landline')) return maskPhone(value)
  if (key === 'otherPhones' && Array.isArray(value))
    return value.map((entry: { phone: string }) => ({ ...entry, phone: maskPhone(entry.phone) }))
  return null
}
