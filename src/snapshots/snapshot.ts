import { createHash } from 'node:crypto'

export interface FrozenRow {
  readonly retireeId: number
  readonly cells: readonly string[]
}

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

/** Why someone on a frozen list no longer belongs to it, or belongs to it only now. */
export const changes = {
  died: '已去世',
  left: '已离册',
  moved: '已不符合条件',
  added: '新增',
} as const
export type Change = keyof typeof changes

/** Sorts out what became of a frozen list: who came, died, left or moved since. */
export function changesSince(
  frozen: readonly number[],
  now: ReadonlySet<number>,
  gone: ReadonlyMap<number, string | null>,
): { retireeId: number; change: Change }[] {
  const before = new Set(frozen)
  const lost = frozen
    .filter((id) => !now.has(id))
    .map((id) => ({ retireeId: id, change: changeOf(gone.get(id) ?? null) }))
  const added = [...now]
    .filter((id) => !before.has(id))
    .map((id) => ({ retireeId: id, change: 'added' as const }))
  return [...lost, ...added]
}

function changeOf(leftReason: string | null): Change {
  if (leftReason === 'deceased') return 'died'
  return leftReason ? 'left' : 'moved'
}
