import { departureOf } from '#src/roster/departure.ts'
import { call } from '#src/web/api.ts'
import type { PickItem } from '#src/web/kit/ComboPick.tsx'

/** Finds people who can have been visited: those on the register, and those who have died. */
export async function findVisited(text: string): Promise<readonly PickItem[]> {
  const people = await call('roster.find', { text })
  return people
    .filter(({ leftReason }) => leftReason === null || leftReason === 'deceased')
    .map(({ id, fullName, birth, unit, leftReason }) => ({
      id,
      title: fullName,
      note: [departureOf(leftReason), birth, unit].filter(Boolean).join('　'),
    }))
}
