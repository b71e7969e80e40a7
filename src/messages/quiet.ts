import type { Context } from '#src/kernel/operation.ts'
import { policyInForce } from '#src/policy/inForce.ts'
import { afterQuiet } from './hours.ts'

/** When a text message of this organisation may go out, from a moment on. */
export async function quietEnds(
  { db, today }: Pick<Context, 'db' | 'today'>,
  orgId: number,
  from: Date,
): Promise<Date> {
  const org = await db.selectFrom('org').select('path').where('id', '=', orgId).executeTakeFirst()
  const policy = await policyInForce(db, 'messageHours', org?.path ?? [], today)
  return afterQuiet(from, policy?.value.enabled ? policy.value : undefined)
}
