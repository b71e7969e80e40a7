import type { Entry } from './entries.ts'
import type { Head } from './head.ts'
import type { LogPlace } from './manifest.ts'

/** What a source knows once it has been read to its end. */
export interface Facts {
  readonly at: string
  /** Whether the reader's transaction sees exactly what was copied. */
  readonly exact: boolean
  readonly log?: LogPlace
}

/** A database on its way into a backup. */
export interface Source {
  readonly head: Pick<Head, 'kind' | 'from' | 'stream'>
  entries(): AsyncGenerator<Entry>
  facts(): Facts
}
