/** Work of one sender waits for the sender's earlier work only. */
export interface Lanes<Item, Answer> {
  /** Answers after the item's lot is written. */
  put(lane: string, item: Item): Promise<Answer>
  /** How many wait in the longest lane. */
  longest(): number
}

interface Waiting<Item, Answer> {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

const lotOf = 200

/**
 * A fair queue (AC11): each sender has a lane, of each lane one lot is under way, and of all lanes at
 * most `abreast`, in the order in which they came to wait. A sender of a hundred a second so takes one
 * connection and lots of a hundred, and hides nobody; nothing that waits is ever thrown away.
 */
export function lanes<Item, Answer>(
  abreast: number,
  write: (lane: string, lot: readonly Item[]) => Promise<readonly Answer[]>,
): Lanes<Item, Answer> {
  const waiting = new Map<string, Waiting<Item, Answer>[]>()
  const line: string[] = []
  let under = 0

  function next(): void {
    while (under < abreast && line.length > 0) {
      under += 1
      void serve(line.shift() as string)
    }
  }

  async function serve(lane: string): Promise<void> {
    const all = waiting.get(lane) ?? []
    const lot = all.splice(0, lotOf)
    try {
      const answers = await write(
        lane,
        lot.map(({ item }) => item),
      )
      lot.forEach(({ resolve }, index) => resolve(answers[index] as Answer))
    } catch (error) {
      for (const { reject } of lot) reject(error)
    }
    under -= 1
    if (all.length > 0) line.push(lane)
    else waiting.delete(lane)
    next()
  }

  return {
    put: (lane, item) =>
      new Promise((resolve, reject) => {
        const all = waiting.get(lane)
        if (all) all.push({ item, resolve, reject })
        else {
          waiting.set(lane, [{ item, resolve, reject }])
          line.push(lane)
        }
        next()
      }),
    longest: () => Math.max(0, ...[...waiting.values()].map(({ length }) => length)),
  }
}
