import { sql, type RawBuilder } from 'kysely'
import { roles, type Role } from '#src/kernel/access.ts'
import type { Database, Tx } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { policyInForce } from '#src/policy/inForce.ts'
import { policyValues } from '#src/policy/policy.ts'
import { regionsBelow } from '#src/roster/relations.ts'
import { turnAt, type Chain, type Roster, type Turn } from './chain.ts'

/** The posts that may answer calls. */
export const answeringRoles = (Object.keys(roles) as Role[]).filter((role) =>
  (roles[role].may as readonly string[]).includes('calls.answer'),
)

const standard: Chain = policyValues.callChain.parse({
  enabled: true,
  owner: 'bureau',
  secondSeconds: 30,
  leaderSeconds: 120,
  directorSeconds: 300,
  coalesceSeconds: 60,
  dayFrom: '08:00',
  dayTo: '18:00',
})

/** How calls at a desk are answered, by the policy in force there. */
export async function chainOf(db: Database | Tx, orgId: number, today: string): Promise<Chain> {
  const org = await db.selectFrom('org').select('path').where('id', '=', orgId).executeTakeFirst()
  return (await policyInForce(db, 'callChain', org?.path ?? [], today))?.value ?? standard
}

/**
 * The desk that answers for a person: of the organisation that the policy names where somebody there
 * may answer, else of the keeping bureau.
 */
export async function deskOf(
  db: Tx,
  retireeId: number,
  today: string,
): Promise<{ deskId: number; chain: Chain }> {
  const person = await db
    .selectFrom('retiree')
    .select(['homeId', 'managingUnitId', 'communityId', 'branchId'])
    .where('id', '=', retireeId)
    .executeTakeFirstOrThrow()
  const { homeId, managingUnitId, communityId, branchId } = person
  const home = await chainOf(db, homeId, today)
  const named = {
    bureau: homeId,
    managingUnit: managingUnitId,
    community: communityId,
    branch: branchId,
  }[home.owner]
  if (named === null || named === homeId) return { deskId: homeId, chain: home }
  const attended = (await answerersAt(db, [named], answeringRoles, today)).length > 0
  return attended
    ? { deskId: named, chain: await chainOf(db, named, today) }
    : { deskId: homeId, chain: home }
}

/** Accounts with such a post today at one of the organisations. */
export async function answerersAt(
  db: Database | Tx,
  orgIds: readonly number[],
  wanted: readonly Role[],
  today: string,
): Promise<number[]> {
  const { rows } = await sql<{ accountId: number }>`
    select distinct post.account_id from post join account on account.id = post.account_id
    where post.org_id = any (${orgIds}::int[]) and post.role = any (${wanted}::text[])
      and account.ended_on is null and post.valid_from <= ${today}::date
      and (post.valid_to is null or post.valid_to > ${today}::date)
    order by post.account_id`.execute(db)
  return rows.map(({ accountId }) => accountId)
}

/** Who is on duty at a desk in a turn, and who stands behind them. */
export async function rosterAt(
  db: Database | Tx,
  deskId: number,
  { day, part }: Turn,
  today: string,
): Promise<Roster> {
  const shifts = await db
    .selectFrom('callShift')
    .innerJoin('account', 'account.id', 'callShift.accountId')
    .select(['callShift.place', 'callShift.accountId'])
    .where('callShift.orgId', '=', deskId)
    .where('callShift.onDay', '=', day)
    .where('callShift.part', '=', part)
    .where('callShift.endedAt', 'is', null)
    .where('account.endedOn', 'is', null)
    .execute()
  const { rows } = await sql<{ own: number[]; above: number[] }>`
    select array[d.id] as own, array(
      select b.id from org b
      where b.kind in ('bureau', 'organizationDepartment') and b.dissolved_on is null and b.id <> d.id
        and b.parent_id = case when d.kind in ('bureau', 'organizationDepartment')
          then region_of(coalesce((select parent_id from org where id = region_of(d.id)), 0))
          else region_of(d.id) end) as above
    from org d where d.id = ${deskId}`.execute(db)
  const { own = [], above = [] } = rows[0] ?? {}
  const leading: Role[] = ['bureauDirector']
  return {
    places: Object.fromEntries(shifts.map(({ place, accountId }) => [place, accountId])),
    directors: await answerersAt(db, own, leading, today),
    superiors: await answerersAt(db, above, leading, today),
    everyone: await answerersAt(db, [...own], answeringRoles, today),
  }
}

/** Whether an account has a place on the roster of its desk now. */
export async function isOnDuty(
  db: Database,
  accountId: number,
  orgId: number,
  now: Date,
  today: string,
): Promise<boolean> {
  const { day, part } = turnAt(now, await chainOf(db, orgId, today))
  const found = await db
    .selectFrom('callShift')
    .select('id')
    .where('accountId', '=', accountId)
    .where('onDay', '=', day)
    .where('part', '=', part)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/**
 * Condition on `call`: it is answered here. A desk of a lower region has its own people; those above
 * are concerned only once the chain has told them.
 */
export function answeredHere({ actor }: Context): RawBuilder<boolean> {
  return sql`(not exists (select from org d where d.id = call.desk_id
      and d.path && ${regionsBelow(sql`${actor.scopeId}::int`)})
    or exists (select from call_step s where s.call_id = call.id
      and ${actor.accountId}::int = any (s.told)))`
}
