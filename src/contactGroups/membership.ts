import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { NewMember } from './group.ts'
import { requireOwnGroup } from './reach.ts'

export interface KeptMember {
  readonly id: number
  readonly groupId: number
  readonly accountId: number | null
  readonly name: string
  readonly phone: string | null
  readonly isLeader: boolean
}

/** A present member of a group that the actor may change. */
export async function requireMember(context: Context, id: number): Promise<KeptMember> {
  const found = await context.db
    .selectFrom('contactGroupMember')
    .select(['id', 'groupId', 'staffId as accountId', 'name', 'phone', 'isLeader'])
    .where('id', '=', id)
    .where('validTo', 'is', null)
    .executeTakeFirst()
  const missing = () =>
    new Refusal('missing', 'contactGroups.noSuchMember', '没有这位成员，请刷新页面')
  if (!found) throw missing()
  await requireOwnGroup(context, found.groupId)
  return found
}

/**
 * Adds a member from today on. Staff must hold a post and are named as their account is; nobody is
 * twice in one group.
 */
export async function addMember(
  context: Context,
  groupId: number,
  member: NewMember & { readonly isLeader: boolean },
): Promise<number> {
  const { db, today, actor } = context
  const { accountId = null, phone = null, isLeader } = member
  const name = accountId === null ? (member.name as string) : await nameOfStaff(context, accountId)
  const present = await db
    .selectFrom('contactGroupMember')
    .select('id')
    .where('groupId', '=', groupId)
    .where('validTo', 'is', null)
    .where('name', '=', name)
    .where('staffId', 'is not distinct from', accountId)
    .executeTakeFirst()
  if (present)
    throw new Refusal('conflict', 'contactGroups.memberTwice', `${name}已在这个小组`, 'name')
  const { id } = await db
    .insertInto('contactGroupMember')
    .values({
      groupId,
      staffId: accountId,
      name,
      phone,
      isLeader,
      validFrom: today,
      accountId: actor.accountId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends a membership today; what was stays on record. */
export async function endMember(context: Context, id: number, why: string): Promise<void> {
  await context.db
    .updateTable('contactGroupMember')
    .set({ validTo: context.today, endedWhy: why, endedBy: context.actor.accountId })
    .where('id', '=', id)
    .where('validTo', 'is', null)
    .execute()
}

async function nameOfStaff({ db, actor, today }: Context, accountId: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select a.name from account a where a.id = ${accountId}::bigint and a.ended_on is null
      and exists (select from post p join org o on o.id = p.org_id where p.account_id = a.id
        and p.role not in ('systemAdmin', 'securityAdmin', 'auditAdmin')
        and (p.valid_to is null or p.valid_to > ${today}::date)
        and (${actor.role === 'system'} or o.path @> array[${actor.scopeId}::int]))`.execute(db)
  const [found] = rows
  if (!found)
    throw new Refusal(
      'invalid',
      'contactGroups.noSuchStaff',
      '没有这位工作人员，请从列表中选择',
      'name',
    )
  return found.name
}
