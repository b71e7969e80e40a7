import type { Vault } from '#src/kernel/vault.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { isSealedKey, type SealedKey } from '#src/roster/sealing/fields.ts'
import { envelopeOf, lockedText, openValue, sealValue, tokenOf } from '#src/roster/sealing/value.ts'
import type { FrozenRow } from './snapshot.ts'

type Cells = FrozenRow['cells']

/** Cells as they may be kept: those of sensitive columns sealed for their row. */
export function sealedCells(
  vault: Vault,
  row: string,
  columns: readonly ColumnKey[],
  cells: Cells,
) {
  const place = { table: 'snapshot_row', row }
  return changed(columns, cells, (key, cell) => tokenOf(sealValue(vault, place, key, cell)))
}

/** What `sealedCells` hid; while the master key is missing it says so. */
export function openedCells(
  vault: Vault,
  row: string,
  columns: readonly ColumnKey[],
  cells: Cells,
) {
  const place = { table: 'snapshot_row', row }
  return changed(columns, cells, (key, cell) => {
    const sealed = envelopeOf(cell)
    if (!sealed) return cell
    return vault.open ? String(openValue(vault, place, key, sealed)) : lockedText
  })
}

/** Rows as the digest takes them: it is printed, and a plain digest of a number tells the number. */
export function rowsToDigest(
  vault: Vault,
  columns: readonly ColumnKey[],
  rows: readonly FrozenRow[],
): FrozenRow[] {
  return rows.map(({ retireeId, cells }) => ({
    retireeId,
    cells: changed(columns, cells, (_key, cell) => vault.digest('seal', cell).toString('hex')),
  }))
}

function changed(
  columns: readonly ColumnKey[],
  cells: Cells,
  change: (key: SealedKey, cell: string) => string,
): Cells {
  if (!columns.some(isSealedKey)) return cells
  return cells.map((cell, index) => {
    const key = columns[index] ?? ''
    return isSealedKey(key) && cell !== '' ? change(key, cell) : cell
  })
}
