import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/** The people this actor may see: any tie, or the keeping bureau, at or below the actor's organisation. */
export function reachableRetirees({ actor, db }: Context) {
  const retirees = db.selectFrom('retiree')
  return actor.role === 'system'
    ? retirees
    : retirees.where(sql<boolean>`retiree.reach @> array[${actor.scopeId}::int]`)
}

/** The person's record. Out of reach and nonexistent look the same from outside. */
export async function requireRetiree(context: Context, id: number) {
  const found = await reachableRetirees(context)
    .selectAll('retiree')
    .where('retiree.id', '=', id)
    .executeTakeFirst()
  if (!found) throw noSuchRetiree()
  return found
}

/** Out of reach and nonexistent are refused alike. */
export const noSuchRetiree = () => new Refusal('missing', 'roster.noSuchRetiree', '查无此人')

/** The record for a change: locked, and refused once the person has died or left. */
export async function requireLiving(context: Context, id: number) {
  const found = await reachableRetirees(context)
    .selectAll('retiree')
    .where('retiree.id', '=', id)
    .forUpdate('retiree')
    .executeTakeFirst()
  if (!found) throw noSuchRetiree()
  if (found.leftOn) throw new Refusal('conflict', 'roster.readOnly', readOnlySentence(found))
  return found
}

function readOnlySentence({
  leftReason,
  leftOn,
}: {
  leftReason: string | null
  leftOn: string | null
}) {
  if (leftReason === 'deceased') return '这位老同志已去世，记录只能查看'
  if (leftReason === 'merged') return '这条记录已并入另一条，请在合并后的记录上修改'
  return `这条记录已于 ${leftOn} 离册，只能查看`
}
