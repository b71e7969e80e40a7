import { Refusal } from '#src/kernel/refusal.ts'

/** Counts what failed from one address; beyond `most` within `withinMs` it is not listened to. */
export function failures(most: number, withinMs: number) {
  const seen = new Map<string, { count: number; until: number }>()

  function current(address: string) {
    const at = performance.now()
    const found = seen.get(address)
    if (found && found.until > at) return found
    if (seen.size > 10_000) seen.clear()
    const fresh = { count: 0, until: at + withinMs }
    seen.set(address, fresh)
    return fresh
  }

  return {
    note: (address: string) => void (current(address).count += 1),
    refusal: (address: string): Refusal | undefined =>
      current(address).count >= most
        ? new Refusal('tooMany', 'calls.tooManyFailures', '失败次数太多，请一分钟后再试')
        : undefined,
  }
}
