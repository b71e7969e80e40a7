import type { Measure } from '../bench.ts'
import { bareHttp } from './bareHttp.ts'
import { calls } from './calls.ts'
import { guard } from './guard.ts'
import { duties } from './duties.ts'
import { duplicates } from './duplicates.ts'
import { imports } from './imports.ts'
import { requests } from './requests.ts'
import { visible } from './visible.ts'

/** In the order in which they are taken; those that change much come last. */
export const measures: readonly Measure[] = [
  bareHttp,
  requests,
  guard,
  duplicates,
  visible,
  calls,
  duties,
  imports,
]
