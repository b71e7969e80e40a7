import { pageOfDuties } from '#src/duties/find.ts'
import { ruleCodes, rules } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import type { Context } from '#src/kernel/operation.ts'
import { reachableRetirees } from '#src/roster/reach.ts'
import { decisionsFor } from '#src/roster/relations.ts'
import type { VisitReason } from './visit.ts'

/** Somebody whom one may choose without network: what is needed to recognise the person, no more. */
export interface PocketPerson {
  readonly retireeId: number
  readonly fullName: string
  /** Year of birth and the unit or community. */
  readonly note: string
  readonly reasons: readonly VisitReason[]
  /** The earliest day by which one of the reasons is owed; null of those one only keeps in touch with. */
  readonly dueOn: string | null
}

const mostDuties = 200
const mostContacts = 200
const visitRules = ruleCodes.filter((code) => rules[code].act.kind === 'visit')

/** The people whose visits are owed next, and the own contact list, within reach: names and masked facts as every list shows them. */
export async function pocketPeople(context: Context): Promise<PocketPerson[]> {
  const filters = { state: 'open' as const, rules: visitRules, below: true }
  const { rows } = await pageOfDuties(context, { filters, limit: mostDuties })
  const ids = [...new Set(rows.map(({ retireeId }) => retireeId))]
  const contacts = (await ownContacts(context)).filter(({ id }) => !ids.includes(id))
  const years = await birthYears(context, [...ids, ...contacts.map(({ id }) => id)])
  const noteOf = (id: number, place: string | null) =>
    [years.get(id), place].filter(Boolean).join('　')
  const owed = ids.map((id): PocketPerson => {
    const own = rows.filter(({ retireeId }) => retireeId === id) as [DutyRow, ...DutyRow[]]
    const [{ retireeId, fullName, managingUnit, community, dueOn }] = own
    const note = noteOf(id, managingUnit ?? community)
    return { retireeId, fullName, note, reasons: reasonsOf(own), dueOn }
  })
  const others = contacts.map(({ id, fullName, unit }): PocketPerson => {
    return { retireeId: id, fullName, note: noteOf(id, unit), reasons: [], dueOn: null }
  })
  return [...owed, ...others]
}

/** The people with whom the account's own contact group keeps in touch. */
async function ownContacts(context: Context) {
  return reachableRetirees(context)
    .leftJoin('org', 'org.id', 'retiree.managingUnitId')
    .select(['retiree.id', 'retiree.fullName', 'org.name as unit'])
    .where('retiree.leftOn', 'is', null)
    .where((is) =>
      is.exists(
        is
          .selectFrom('contactGroupPerson as held')
          .innerJoin('contactGroupMember as member', 'member.groupId', 'held.groupId')
          .select('held.id')
          .whereRef('held.retireeId', '=', 'retiree.id')
          .where('held.validTo', 'is', null)
          .where('member.validTo', 'is', null)
          .where('member.staffId', '=', context.actor.accountId),
      ),
    )
    .orderBy('retiree.namePinyin')
    .limit(mostContacts)
    .execute()
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
