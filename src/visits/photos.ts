import * as z from 'zod'
import { measure } from '#src/files/add.ts'
import { checkInProcess } from '#src/files/check/inProcess.ts'
import { isImage } from '#src/files/check/type.ts'
import { keepFile } from '#src/files/keep.ts'
import { refuseUpload } from '#src/files/refusals.ts'
import { refuseInfected, scan } from '#src/files/scanner.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireVisit } from './reach.ts'
import { mostPhotos, visitPhotoKinds, type VisitPhotoKind } from './found.ts'

/** What comes with a photograph of a visit. The name is checked and then forgotten. */
export const AddVisitPhoto = z.strictObject({
  visitId: z.coerce.number('请选择走访记录').int('请选择走访记录'),
  kind: z.enum(Object.keys(visitPhotoKinds) as VisitPhotoKind[], '请选择照片内容').default('photo'),
  fileName: z.string('请选择照片').min(1, '请选择照片').max(255, '文件名太长，请改短后再上传'),
})

/**
 * Keeps a photograph with one's own visit, drawn anew and sealed as every file (docs/decisions/0016);
 * it may be seen by whoever may see personal details of the person.
 */
export async function addVisitPhoto(
  context: Context,
  { visitId, kind, fileName }: z.output<typeof AddVisitPhoto>,
  file: Uint8Array,
): Promise<{ id: number }> {
  const { visit } = await requireVisit(context, visitId)
  if (visit.accountId !== context.actor.accountId)
    throw new Refusal('forbidden', 'visits.notOwn', '只能给自己登记的走访加照片')
  await refuseTooMany(context, visitId)
  const { id, status } = await checkedFile(context, visit, kind, fileName, file)
  await context.db
    .insertInto('visitPhoto')
    .values({ visitId, retireeId: visit.retireeId, attachmentId: id, kind })
    .execute()
  context.record({
    name: 'visit.photographed',
    subject: 'retiree',
    subjectId: visit.retireeId,
    detail: { visitId, fileId: id, kind, status },
  })
  return { id }
}

async function refuseTooMany({ db }: Context, visitId: number): Promise<void> {
  const { count } = await db
    .selectFrom('visitPhoto')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('visitId', '=', visitId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostPhotos)
    throw new Refusal('conflict', 'visits.photosFull', `一次走访最多 ${mostPhotos} 张照片`)
}

async function checkedFile(
  context: Context,
  visit: { readonly retireeId: number; readonly visitedOn: string },
  kind: VisitPhotoKind,
  fileName: string,
  file: Uint8Array,
) {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const type = measure(bytes, fileName, false)
  if (!isImage(type)) throw refuseUpload('files.notImage')
  const finding = await scan(bytes)
  if (finding.result === 'infected') throw refuseInfected()
  const checked = await checkInProcess({ bytes, type, photo: false })
  const status = finding.result === 'unknown' ? ('quarantined' as const) : ('accepted' as const)
  const facts = {
    retireeId: visit.retireeId,
    kind: 'evidence',
    about: 'personal' as const,
    title: `${visitPhotoKinds[kind]} ${visit.visitedOn}`,
    status,
    scannedAt: finding.result === 'clean' ? context.now : null,
  }
  return { id: await keepFile(context, facts, checked), status }
}

/** Erases the pictures of a visit that is taken back; the note of what there was stays. */
export async function erasePhotos(context: Context, visitId: number, why: string): Promise<void> {
  const { db, actor, now } = context
  const own = db.selectFrom('visitPhoto').select('attachmentId').where('visitId', '=', visitId)
  await db
    .updateTable('attachment')
    .set({
      sealed: null,
      small: null,
      removedAt: now,
      removedBy: actor.accountId,
      removedWhy: `走访撤回：${why}`.slice(0, 200),
    })
    .where('id', 'in', own)
    .where('removedAt', 'is', null)
    .execute()
}
