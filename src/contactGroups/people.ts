import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { reachableRetirees } from '#src/roster/reach.ts'
import { refusalOfDouble } from './group.ts'
import type { KeptGroup } from './reach.ts'

/** Puts people into a group from today on; refused for whoever is in a group of that organisation. */
export async function addPeople(
  context: Context,
  group: KeptGroup,
  ids: readonly number[],
): Promise<void> {
  await requireAll(context, ids)
  demand(refusalOfDouble(await takenOf(context, group.orgId, ids)))
  await sql`
    insert into contact_group_person (group_id, org_id, retiree_id, valid_from, account_id)
    select ${group.id}, ${group.orgId}, id, ${context.today}::date, ${context.actor.accountId}::int
    from unnest(${[...ids]}::bigint[]) id`.execute(context.db)
}

/** Ends the membership of these people, or of everyone, today; answers who they were. */
export async function endPeople(
  context: Context,
  groupId: number,
  ids: readonly number[] | undefined,
  why: string,
): Promise<number[]> {
  const rows = await context.db
    .updateTable('contactGroupPerson')
    .set({ validTo: context.today, endedWhy: why, endedBy: context.actor.accountId })
    .where('groupId', '=', groupId)
    .where('validTo', 'is', null)
    .$if(ids !== undefined, (each) => each.where('retireeId', 'in', [...(ids ?? [])]))
    .returning('retireeId')
    .execute()
  return rows.map(({ retireeId }) => retireeId)
}

/** Everyone must be within reach and on the register; else as if there were nobody. */
async function requireAll(context: Context, ids: readonly number[]): Promise<void> {
  const found = await reachableRetirees(context)
    .select('retiree.id')
    .where('retiree.id', 'in', [...ids])
    .where('retiree.leftOn', 'is', null)
    .execute()
  if (found.length === new Set(ids).size) return
  throw new Refusal('missing', 'roster.noSuchRetiree', '查无此人，或已离册')
}

async function takenOf({ db }: Context, orgId: number, ids: readonly number[]) {
  return db
    .selectFrom('contactGroupPerson as p')
    .innerJoin('contactGroup as g', 'g.id', 'p.groupId')
    .innerJoin('retiree as r', 'r.id', 'p.retireeId')
    .select(['r.fullName', 'g.name as group'])
    .where('p.orgId', '=', orgId)
    .where('p.validTo', 'is', null)
    .where('p.retireeId', 'in', [...ids])
    .orderBy('p.id')
    .execute()
}
