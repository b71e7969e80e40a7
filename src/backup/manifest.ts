import type { Digest } from './entries.ts'

/** Rows of a table and a digest over all of them, whatever their order. */
export interface TableSum {
  readonly table: string
  readonly rows: number
  readonly sum: string
}

/** The last part of a backup: what is in it, and what a restored copy must agree with. */
export interface Manifest {
  readonly program: string
  readonly server: string
  /** The moment that a restored copy shows, and to which the sums belong. */
  readonly at: string
  readonly tables: readonly TableSum[]
  readonly log?: LogPlace | undefined
  readonly files: readonly Digest[]
}

/** Where the physical copy stands in its server's log of changes. */
export interface LogPlace {
  readonly system: string
  readonly timeline: number
  readonly segmentBytes: number
  readonly from: number
  readonly to: number
  /** The name of the moment in the log. */
  readonly point: string
  /** Earlier times cannot be reached from this copy. */
  readonly notBefore: string
  readonly stream: string | null
}
