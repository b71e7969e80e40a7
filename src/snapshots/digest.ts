import { createHash } from 'node:crypto'
import type { FrozenRow } from './snapshot.ts'

/** SM3 over title, day, columns and rows in order: the same list has the same digest. */
export function digestOf(
  title: string,
  asOf: string,
  columns: readonly string[],
  rows: readonly FrozenRow[],
): string {
  const hash = createHash('sm3').update(JSON.stringify([title, asOf, columns]))
  for (const row of rows) hash.update(`\n${row.retireeId}\t${JSON.stringify(row.cells)}`)
  return hash.digest('hex')
}
