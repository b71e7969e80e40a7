import { sql } from 'kysely'
import { kept } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide, keysSeen, type Decision } from './access.ts'
import { bundleOf, isSensitive, type Bundle } from './access/bundle.ts'
import { postRule } from './access/post.ts'
import type { Relation } from './access/relation.ts'
import { fieldOf } from './fields.ts'
import { isPurpose, type Purpose } from './purpose.ts'
import { noSuchRetiree, requireRetiree } from './reach.ts'
import type { Row } from './record.ts'
import { relationsOf } from './relations.ts'

/** How a person's record stands open to the actor at this moment. */
export interface Opening {
  readonly relations: readonly Relation[]
  readonly purposes: readonly Purpose[]
  /** Until when the named purposes hold. */
  readonly until: Date | null
  /** Until when a break-glass of this account holds. */
  readonly emergencyUntil: Date | null
  /** Distinct people opened today, this one among them. */
  readonly seen: number
  /** How many may be opened today. */
  readonly limit: number
}

export interface OpenedPerson {
  readonly row: Row
  readonly opening: Opening
  readonly decision: Decision
}

/**
 * The record of one person for reading its details, and what of it may be seen. Counts the person
 * into the day's budget; refused as `roster.budgetSpent` beyond it, except in an emergency.
 */
export async function openPerson(context: Context, id: number): Promise<OpenedPerson> {
  const { row, opening } = await openingOf(context, id)
  refuseSpent(context, id, opening)
  return { row, opening, decision: decisionOf(context, row, opening) }
}

/** What of a person an actor may see in detail. */
function decisionOf({ actor }: Context, row: Row, opening: Opening): Decision {
  return decide({
    role: actor.role,
    relations: opening.relations,
    action: 'detail',
    purposes: opening.purposes,
    isVip: row.isVip,
    emergency: opening.emergencyUntil !== null,
  })
}

const platform: Opening = {
  relations: [],
  purposes: [],
  until: null,
  emergencyUntil: null,
  seen: 0,
  limit: 0,
}

interface RawOpening {
  readonly relations: Relation[]
  readonly purposes: string[]
  readonly until: Date | null
  readonly emergencyUntil: Date | null
  readonly seen: number
  readonly extra: number
}

/** The record, how it stands open, and one more of the day's people, in one round trip. */
async function openingOf(context: Context, id: number): Promise<Omit<OpenedPerson, 'decision'>> {
  const { actor, db, today, now } = context
  if (actor.role === 'system') return { row: await requireRetiree(context, id), opening: platform }
  const mine = sql`account_id = ${actor.accountId}`
  const within = sql`retiree.id = ${id} and retiree.reach @> array[${actor.scopeId}::int]`
  const { rows } = await sql<Row & RawOpening>`${kept}
    with counted as (
      insert into person_seen (account_id, day, retiree_id)
      select ${actor.accountId}, ${today}, id from retiree where ${within} and not exists (
        select from person_seen where ${mine} and day = ${today} and retiree_id = ${id})
      on conflict do nothing returning 1
    )
    select retiree.*, ${relationsOf(context)} as relations,
      array(select distinct purpose from purpose_grant
        where ${mine} and retiree_id = ${id} and until > ${now} order by purpose) as purposes,
      (select max(until) from purpose_grant
        where ${mine} and retiree_id = ${id} and until > ${now}) as until,
      (select max(until) from break_glass
        where ${mine} and retiree_id = ${id} and until > ${now}) as emergency_until,
      (select count(*) from person_seen where ${mine} and day = ${today})
        + (select count(*) from counted) as seen,
      (select coalesce(sum(extra), 0) from budget_raise where ${mine} and day = ${today}) as extra
    from retiree where ${within}`.execute(db)
  const [row] = rows
  if (!row) throw noSuchRetiree()
  const { relations, purposes, until, emergencyUntil, seen } = row
  const limit = postRule(actor.role).daily + Number(row.extra)
  const named = purposes.filter(isPurpose)
  return { row, opening: { relations, purposes: named, until, emergencyUntil, seen, limit } }
}

function refuseSpent(context: Context, id: number, { seen, limit, emergencyUntil }: Opening): void {
  const { actor } = context
  if (actor.role === 'system' || seen <= limit || emergencyUntil) return
  context.evenIfRefused(async (db) => {
    const { accountId, postId, orgId } = actor
    await db
      .insertInto('trace')
      .values({
        accountId,
        postId,
        orgId,
        operation: 'roster.get',
        outcome: 'refused',
        name: 'roster.budgetSpent',
        subject: 'retiree',
        subjectId: id,
      })
      .execute()
  })
  const message = `今天已打开 ${limit} 人的档案，到了本岗位的上限；确有需要，请局领导增加今天的人数`
  throw new Refusal('tooMany', 'roster.budgetSpent', message)
}

/** Said from four fifths of the budget on. */
export function budgetNotice({ seen, limit }: Opening): string | null {
  if (limit === 0 || seen < limit * 0.8) return null
  return `今天已打开 ${seen} 人的档案，本岗位每天最多 ${limit} 人`
}

/** The classes and sensitive groups that a decision shows in clear, as the trace keeps them. */
function classesSeen(decision: Decision): string[] {
  const open = keysSeen(decision, 'open')
  const classes = new Set<string>(['S1', ...open.map((key) => fieldOf(key).sensitivity)])
  const groups = new Set<Bundle>(open.map(bundleOf).filter((bundle) => isSensitive(bundle)))
  return [...[...classes].sort(), ...groups]
}

/** Leaves the look in the trace, with the purposes under which it was taken. */
export function leaveLook(context: Context, { row, opening, decision }: OpenedPerson): void {
  const named = [...opening.purposes, ...(opening.emergencyUntil ? ['emergency'] : [])]
  context.looked(row.id, classesSeen(decision), named.join() || undefined)
}
