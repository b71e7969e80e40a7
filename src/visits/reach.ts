import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireRetiree } from '#src/roster/reach.ts'

/** A visit of somebody within reach; others look as if they did not exist. */
export async function requireVisit(context: Context, id: number) {
  const visit = await context.db
    .selectFrom('visit')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const person = visit && (await requireRetiree(context, visit.retireeId).catch(() => undefined))
  if (!visit || !person) throw new Refusal('missing', 'visits.noSuchVisit', '没有这条走访记录')
  return { visit, person }
}
