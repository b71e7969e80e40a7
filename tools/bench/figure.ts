/** One thing measured, beside what limits it and what was aimed at. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly p95Ms?: number
  /** The same work by the barest means on the same machine in the same run. */
  readonly limit?: { readonly is: string; readonly value: number }
  readonly aim?: { readonly text: string; readonly met: boolean }
  readonly note?: string
}

/** How the value stands to its limit, for rates and for times alike. */
export function ratioOf({ value, limit }: Figure): number | undefined {
  return limit && limit.value > 0 ? value / limit.value : undefined
}
