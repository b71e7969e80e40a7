export interface FrozenRow {
  readonly retireeId: number
  readonly cells: readonly string[]
}

/** Why someone on a frozen list no longer belongs to it, or belongs to it only now. */
export const changes = {
  added: '新增',
  died: '已去世',
  left: '已离册',
  moved: '不再符合条件',
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
