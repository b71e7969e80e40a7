import type { Actor } from '#src/kernel/access.ts'
import { openSession } from '#src/staff/tokens.ts'
import type { World } from './world.ts'

/** The token of a session of the actor, whose second factor is bound. */
export async function signedIn(world: World, actor: Actor): Promise<string> {
  const { accountId, postId } = actor as { accountId: number; postId: number }
  await boundFactor(world, accountId)
  const now = world.kernel.clock.now()
  return world.db
    .transaction()
    .execute((db) => openSession(db, now, { accountId, postId }, '127.0.0.1'))
}

/** A second factor, without which a session could do nothing; its secret is never asked for. */
async function boundFactor(world: World, accountId: number): Promise<void> {
  await world.db
    .insertInto('secondFactor')
    .values({ accountId, secret: Buffer.alloc(1) })
    .onConflict((clash) => clash.doNothing())
    .execute()
}
