import { pageOfDuties } from '#src/duties/find.ts'
import { ruleCodes, rules } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import type { Context } from '#src/kernel/operation.ts'
import { decisionsFor } from '#src/roster/relations.ts'
import type { VisitReason } from './visit.ts'

/** Somebody whom one may choose without network: what is needed to recognise the person, no more. */
export interface PocketPerson {
  readonly retireeId: number
  readonly fullName: string
  /** Year of birth and the unit or community. */
  readonly note: string
  readonly reasons: readonly VisitReason[]
  /** The earliest day by which one of the reasons is owed. */
  readonly dueOn: string
}

const mostDuties = 200
const visitRules = ruleCodes.filter((code) => rules[code].act.kind === 'visit')

/** The people whose visits are owed next, within reach: names and masked facts as every list shows them. */
export async function pocketPeople(context: Context): Promise<PocketPerson[]> {
  const filters = { state: 'open' as const, rules: visitRules, below: true }
  const { rows } = await pageOfDuties(context, { filters, limit: mostDuties })
  const ids = [...new Set(rows.map(({ retireeId }) => retireeId))]
  const years = await birthYears(context, ids)
  return ids.map((id) => {
    const own = rows.filter(({ retireeId }) => retireeId === id) as [DutyRow, ...DutyRow[]]
    const [{ retireeId, fullName, managingUnit, community, dueOn }] = own
    const note = [years.get(id), managingUnit ?? community].filter(Boolean).join('　')
    return { retireeId, fullName, note, reasons: reasonsOf(own), dueOn }
  })
}

function reasonsOf(rows: readonly DutyRow[]): VisitReason[] {
  const reasons = rows.map(({ rule }) => {
    const { act } = rules[rule]
    return act.kind === 'visit' ? (act.reason as VisitReason) : undefined
  })
  return [...new Set(reasons)].filter((reason) => reason !== undefined)
}

async function birthYears(context: Context, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const decisionOf = await decisionsFor(context, ids)
  const rows = await context.db
    .selectFrom('retiree')
    .select(['id', 'birthArchive'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows
      .filter(({ id, birthArchive }) => {
        return birthArchive && decisionOf(id).sightOf('birthArchive') !== 'hidden'
      })
      .map(({ id, birthArchive }) => [id, `${birthArchive?.slice(0, 4)}年生`]),
  )
}

/** The key under which an account's unsent visits lie on a device, and by what they are known as its own. */
export interface PocketKey {
  readonly owner: string
  /** 32 bytes, base64. */
  readonly key: string
}

/**
 * The same for one account on every device and after every sign-in, and another's for none: derived,
 * never stored, and refused while the master key is missing.
 */
export function pocketKey({ actor, vault }: Context): PocketKey {
  const account = actor.accountId ?? 0
  return {
    owner: vault.digest('device', `pocket.owner.${account}`).toString('hex').slice(0, 24),
    key: vault.digest('device', `pocket.key.${account}`).toString('base64'),
  }
}
