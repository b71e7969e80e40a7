import type { Context } from '#src/kernel/operation.ts'
import { classOf } from './export.ts'
import type { KeptExport } from './keep.ts'
import { exportPurposes } from './purpose.ts'

/** Leaves a look for everyone in a file: what kind of columns left, why, and in which export. */
export function lookedAtAll(context: Context, kept: KeptExport, people: readonly number[]): void {
  const { columns, purpose, note, id } = kept
  const classes = [...new Set(columns.map(classOf))].sort()
  const why = [exportPurposes[purpose], note, `导出第 ${id} 号`].filter(Boolean).join('，')
  for (const retireeId of people) context.looked(retireeId, classes, why)
}
