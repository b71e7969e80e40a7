import { sql } from 'kysely'
import type { Reaction } from '#src/kernel/execute.ts'
import type { Context } from '#src/kernel/operation.ts'

/**
 * Whoever leaves the work leaves the groups as well: the successor takes each place, and leads where
 * the leaver led. (Who dies or moves away falls out of lists and duties with the register.)
 */
export const groupsFollow: Reaction = async (context, events) => {
  for (const { name, subjectId, detail } of events) {
    if (subjectId === null) continue
    if (name === 'staff.left' || name === 'staff.ended')
      await handOver(context, subjectId, (detail?.['successorId'] as number | null) ?? null)
  }
}

/** Without a successor the places stay empty, and a group may be without a leader: lists say so. */
async function handOver(context: Context, leaverId: number, successorId: number | null) {
  const { db, today } = context
  const { rows } = await sql<{ groupId: number; isLeader: boolean }>`
    update contact_group_member set valid_to = greatest(valid_from, ${today}::date),
      ended_why = '离岗', ended_by = ${context.actor.accountId}::int
    where staff_id = ${leaverId}::int and valid_to is null
    returning group_id, is_leader`.execute(db)
  if (successorId === null) return
  for (const { groupId, isLeader } of rows) await succeed(context, groupId, successorId, isLeader)
}

/** A successor who is a member already leads from now on, where the leaver led. */
async function succeed(
  { db, today, actor }: Context,
  groupId: number,
  successorId: number,
  isLeader: boolean,
): Promise<void> {
  const { rows } = await sql<{ phone: string | null }>`
    select phone from contact_group_member
    where group_id = ${groupId}::int and staff_id = ${successorId}::int and valid_to is null`.execute(
    db,
  )
  if (rows.length > 0 && !isLeader) return
  await sql`
    update contact_group_member set valid_to = ${today}::date, ended_why = '接任组长',
      ended_by = ${actor.accountId}::int
    where group_id = ${groupId}::int and staff_id = ${successorId}::int and valid_to is null`.execute(
    db,
  )
  await sql`
    insert into contact_group_member
      (group_id, staff_id, name, phone, is_leader, valid_from, account_id)
    select ${groupId}::int, id, name, ${rows[0]?.phone ?? null}, ${isLeader}, ${today}::date,
      ${actor.accountId}::int
    from account where id = ${successorId}::int`.execute(db)
}
