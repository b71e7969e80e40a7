import type { Context } from '#src/kernel/operation.ts'
import { fileSeat } from './keep.ts'
import { scan } from './scanner.ts'

/** Files looked at in one round; the next follows in ten minutes. */
const lot = 30

export interface Rescanned {
  readonly released: number
  readonly erased: number
  readonly waiting: number
}

/** Looks again at what waits: what is harmless is released, what is not is erased, the rest waits on. */
export async function rescan(context: Context): Promise<Rescanned> {
  const { db, now, vault } = context
  const rows = await db
    .selectFrom('attachment')
    .select(['id', 'retireeId', 'sealed'])
    .where('status', '=', 'quarantined')
    .where('sealed', 'is not', null)
    .orderBy('id')
    .limit(lot)
    .execute()
  const done = { released: 0, erased: 0 }
  for (const { id, retireeId, sealed } of rows) {
    const finding = await scan(vault.unseal(sealed as Buffer, fileSeat(id)))
    if (finding.result === 'unknown' || finding.result === 'unscanned') break
    const clean = finding.result === 'clean'
    await db
      .updateTable('attachment')
      .set(
        clean
          ? { status: 'accepted', scannedAt: now }
          : { status: 'infected', scannedAt: now, sealed: null, small: null },
      )
      .where('id', '=', id)
      .execute()
    done[clean ? 'released' : 'erased'] += 1
    context.record({
      name: clean ? 'file.released' : 'file.infected',
      subject: 'retiree',
      subjectId: retireeId,
      detail: { fileId: id, ...(finding.result === 'infected' && { virus: finding.virus }) },
    })
  }
  const waiting = rows.length - done.released - done.erased
  context.record({
    name: 'files.rescanned',
    subject: 'platform',
    subjectId: null,
    detail: { ...done, waiting },
  })
  return { ...done, waiting }
}
