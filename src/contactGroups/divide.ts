export interface Load {
  readonly groupId: number
  /** People whom the group looks after already. */
  readonly people: number
}

/**
 * Divides people among groups so that in the end the groups differ as little as they can: those with
 * few are filled up first. People who stand beside each other in `ids` stay together.
 */
export function divide(
  ids: readonly number[],
  loads: readonly Load[],
): { groupId: number; ids: number[] }[] {
  const shares = loads.map((load, place) => ({ ...load, place, share: 0 }))
  for (let given = 0; given < ids.length; given += 1) {
    const least = shares.reduce((one, other) =>
      other.people + other.share < one.people + one.share ? other : one,
    )
    least.share += 1
  }
  let at = 0
  return shares.flatMap(({ groupId, share }) => {
    const part = ids.slice(at, (at += share))
    return part.length > 0 ? [{ groupId, ids: part }] : []
  })
}
