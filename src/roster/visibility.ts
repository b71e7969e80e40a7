import type { Decision } from './access.ts'
import { areaOf } from './address.ts'
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

/** A day of birth as far as it may be seen: in lists year and month, under special protection the year. */
export function birthSeen(decision: Decision, birth: string | null): string | null {
  const sight = decision.sightOf('birthArchive')
  if (birth === null || sight === 'hidden') return null
  return sight === 'open' ? birth : birth.slice(0, birthPart(decision))
}

function birthPart(decision: Decision): number {
  const held = decision.sightOfBundle('birth') !== 'hidden'
  return held && !decision.guarded ? 'YYYY-MM'.length : 'YYYY'.length
}

/** A value as a list shows it: the address down to the community, the year of joining the party. */
export function seenInList(decision: Decision, key: FieldKey, value: unknown): unknown {
  const sight = decision.sightOf(key)
  if (sight === 'open') return value
  return sight === 'masked' && value !== null ? partInList(decision, key, value) : null
}

function partInList(decision: Decision, key: FieldKey, value: unknown): unknown {
  if (typeof value !== 'string' || decision.guarded) return partOf(key, value)
  if (key === 'birthArchive') return birthSeen(decision, value)
  if (key === 'residenceAddress') return areaOf(value)
  if (key === 'partyJoined') return value.slice(0, 4)
  return partOf(key, value)
}
