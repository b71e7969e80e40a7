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
  await world.do(director, 'approvals.decide', { id: approvalId, approve: true })
}
