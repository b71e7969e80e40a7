/** What a provider is given. */
export interface Outgoing {
  readonly id: number
  /** The number under which the provider knows it; the same at every attempt. */
  readonly publicId: string
  readonly attempt: number
  readonly phone: string
  readonly text: string
}

/** What became of handing a message over. */
export type Handed =
  | { readonly outcome: 'sent'; readonly ref?: string | null }
  /** `failed` for good; `again` surely not taken, may be tried again; `unknown` perhaps taken. */
  | { readonly outcome: 'failed' | 'again' | 'unknown'; readonly detail: string }

/** A way for text messages to leave. It never throws. */
export interface Provider {
  readonly name: string
  /** The same number handed over twice goes out once. */
  readonly knowsRepeats: boolean
  send(message: Outgoing): Promise<Handed>
  /** What became of a message handed over earlier; undefined where the way cannot tell. */
  became?(publicId: string): Promise<Handed | undefined>
}
