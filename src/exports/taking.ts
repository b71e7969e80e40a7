import { MOST_PRINTED_ROWS } from '#src/documents/pdf.ts'
import type { Context, Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { freePeople, type Format } from './export.ts'
import type { KeptExport } from './keep.ts'
import { fileSeat } from './make.ts'

/** The refusal for more people, or other columns, than one may take on one’s own word. */
export function mustAsk(): Refusal {
  const message = `24 小时内合计超过 ${freePeople} 人，或含敏感栏目：请申请导出，由另一人复核`
  return new Refusal('conflict', 'exports.needsApproval', message)
}

/** What could not be printed later is not asked for; see `renderListPdf`. */
export function refusalOfLength(format: Format, rows: number): Refusal | undefined {
  if (format !== 'pdf' || rows <= MOST_PRINTED_ROWS) return undefined
  const message = `名单有 ${rows} 行，一次最多打印 ${MOST_PRINTED_ROWS} 行：请缩小范围，或导出表格`
  return new Refusal('tooLarge', 'documents.tooManyRows', message, 'format')
}

/** Hands the bytes out once and deletes them; of many at the same moment one gets them. */
export async function takeFile(context: Context, kept: KeptExport): Promise<Download> {
  const { db, now, vault } = context
  const taken = await db
    .updateTable('export')
    .set({ takenAt: now })
    .where('id', '=', kept.id)
    .where('format', '<>', 'pdf')
    .where('takenAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('id')
    .executeTakeFirst()
  if (!taken) throw refusalToTake(kept, now)
  const { fileName, contentType, sealed } = await db
    .deleteFrom('exportFile')
    .where('exportId', '=', kept.id)
    .returning(['fileName', 'contentType', 'sealed'])
    .executeTakeFirstOrThrow()
  return { fileName, contentType, body: vault.unseal(sealed, fileSeat(kept.id)) }
}

function refusalToTake({ expiresAt, format }: KeptExport, now: Date): Refusal {
  if (format === 'pdf') return new Refusal('conflict', 'exports.print', '这是打印件，请选择打印')
  if (!expiresAt) return new Refusal('conflict', 'exports.notReady', '文件还没有制作好')
  if (expiresAt <= now)
    return new Refusal('conflict', 'exports.expired', '文件已过期删除，请重新申请')
  return new Refusal('conflict', 'exports.used', '文件已下载过一次并删除，需要时请重新申请')
}

/** A print that was agreed to may be repeated for 24 hours. */
export function refusalToPrint({ expiresAt, format }: KeptExport, now: Date) {
  if (format !== 'pdf' || !expiresAt)
    return new Refusal('conflict', 'exports.notPrintable', '这次导出没有同意打印')
  if (expiresAt <= now)
    return new Refusal('conflict', 'exports.expired', '同意打印已满 24 小时，请重新申请')
  return undefined
}

/** Deletes the bytes of what nobody fetched in time, and passwords that close nothing any more. */
export async function sweep({ db, now }: Context): Promise<number> {
  const late = db.selectFrom('export').select('id').where('expiresAt', '<=', now)
  const { numDeletedRows } = await db
    .deleteFrom('exportFile')
    .where('exportId', 'in', late)
    .executeTakeFirst()
  const refused = db
    .selectFrom('approval')
    .select('id')
    .where((is) =>
      is.or([
        is('decision', 'in', ['declined', 'withdrawn', 'expired']),
        is.and([is('decision', 'is', null), is('expiresAt', '<=', now)]),
      ]),
    )
  await db
    .updateTable('export')
    .set({ password: null })
    .where('password', 'is not', null)
    .where('approvalId', 'in', refused)
    .execute()
  return Number(numDeletedRows)
}
