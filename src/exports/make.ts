import { buffer } from 'node:stream/consumers'
import { holderOf } from '#src/approvals/find.ts'
import type { Context, Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { hoursToTake } from './export.ts'
import { fileOf } from './files.ts'
import { gather, type Gathered } from './gather.ts'
import { peopleOf, requireExport, type KeptExport } from './keep.ts'

/** Where the sealed bytes of an export belong. */
export const fileSeat = (id: number) => `export_file.sealed.${id}`
export const passwordSeat = (id: number) => `export.password.${id}`

/** When a finished file is deleted unless it was fetched before. */
export function untilOf(now: Date): Date {
  return new Date(now.getTime() + hoursToTake * 3_600_000)
}

/** Whom the file holds: only people named when it was asked for and still within the maker's sight. */
export async function gatherAgain(maker: Context, kept: KeptExport): Promise<Gathered> {
  const { wanted, columns } = kept
  if (!wanted) throw new Error(`export ${kept.id} names no list`)
  const people = await peopleOf(maker, kept.id)
  const source =
    wanted.from === 'roster' ? { ...wanted, filters: { ...wanted.filters, ids: people } } : wanted
  const gathered = await gather(maker, { source, columns: [...columns] })
  const named = new Set(people)
  return { ...gathered, rows: gathered.rows.filter(({ retireeId }) => named.has(retireeId)) }
}

/**
 * Makes the approved file once, as its maker would see it, and keeps it sealed. What refuses it is
 * written down where the maker reads it.
 */
export async function makeFile(context: Context, id: number): Promise<void> {
  const kept = await lockUnmade(context, id)
  try {
    const actor = await holderOf(context, kept.postId)
    if (!actor) throw new Refusal('conflict', 'exports.makerGone', '申请人已不在原岗位')
    const file = await fileOf(
      kept,
      await gatherAgain({ ...context, actor }, kept),
      passwordOf(context, kept),
    )
    await keepMade(context, id, file)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await close(context, id, { failure: error.message })
    const detail = { code: error.code }
    context.record({ name: 'export.failed', subject: 'export', subjectId: id, detail })
  }
}

async function lockUnmade(context: Context, id: number): Promise<KeptExport> {
  const open = await context.db
    .selectFrom('export')
    .innerJoin('approval', 'approval.id', 'export.approvalId')
    .select('export.id')
    .where('export.id', '=', id)
    .where('approval.decision', '=', 'approved')
    .where('export.madeAt', 'is', null)
    .where('export.failure', 'is', null)
    .forUpdate('export')
    .executeTakeFirst()
  if (!open) throw new Refusal('conflict', 'exports.madeAlready', '这份文件已经制作过')
  return requireExport(context, id)
}

function passwordOf({ vault }: Context, { id, password }: KeptExport): string | undefined {
  return password ? vault.unseal(password, passwordSeat(id)).toString() : undefined
}

/** Keeps a finished file for its maker, who may fetch it once within 24 hours. */
export async function keepMade(context: Context, id: number, file: Download): Promise<void> {
  const body = file.body instanceof Uint8Array ? file.body : await buffer(file.body)
  await keepFile(context, id, { ...file, body })
  await close(context, id, { madeAt: context.now, expiresAt: untilOf(context.now) })
  context.record({ name: 'export.made', subject: 'export', subjectId: id })
}

async function keepFile(
  { db, vault }: Context,
  exportId: number,
  { fileName, contentType, body }: { fileName: string; contentType: string; body: Uint8Array },
): Promise<void> {
  const sealed = vault.seal('exports', body, fileSeat(exportId))
  await db.insertInto('exportFile').values({ exportId, fileName, contentType, sealed }).execute()
}

async function close(
  { db }: Context,
  id: number,
  values: { madeAt?: Date; expiresAt?: Date; failure?: string },
): Promise<void> {
  await db
    .updateTable('export')
    .set({ ...values, password: null })
    .where('id', '=', id)
    .execute()
}
