import type { Actor } from '#src/kernel/access.ts'
import type { World } from './world.ts'

/** Asks for an act that needs two pairs of eyes; another director of the same bureau then agrees. */
export async function approved(
  world: World,
  maker: Actor,
  operation: string,
  input: unknown,
): Promise<void> {
  const { approvalId } = await world.do(maker, operation, input)
  const director = await world.actor('bureauDirector', maker.orgId)
  await agree(world, director, approvalId)
}

/** Opens what waits to be checked, as the page does, and agrees to what is shown. */
export async function agree(world: World, checker: Actor, id: number): Promise<void> {
  const { seen } = await world.do(checker, 'approvals.get', { id })
  await world.do(checker, 'approvals.decide', { id, approve: true, seen })
}
