/** A repeatable source of chance: the same seed gives the same county. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from low to high, both included. */
  between(low: number, high: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** Picks by weight; weights need not add up to anything. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T
}

/** mulberry32: small, quick, and good enough to invent people with. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick: (list) => at(list, between(0, list.length - 1)),
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      const found = choices.find(([, weight]) => (left -= weight) < 0)
      return (found ?? at(choices, choices.length - 1))[0]
    },
  }
}

/** The item at a place that is known to exist. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new Error(`nothing at ${index} of ${list.length}`)
  return item
}
