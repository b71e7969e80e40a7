import type { Context, Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { FileKind } from './file.ts'
import { bytesOf, noSuchFile, openFiles, requireFile, smallSeat } from './keep.ts'
import { lookedAtFile } from './looks.ts'

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
}

/** One file to be kept by the reader. Its name is made here, never taken from who sent it. */
export async function readFile(context: Context, id: number): Promise<Download> {
  const file = await requireFile(context, id)
  const { person, decision } = await openFiles(context, file.retireeId)
  const sight = decision.sightOfBundle(file.about)
  if (sight === 'hidden' || file.removedAt || file.status === 'infected') throw noSuchFile()
  if (sight === 'masked') throw purposeNeeded()
  if (file.status === 'quarantined') throw notYetScanned()
  const body = await bytesOf(context, id)
  lookedAtFile(context, person, file.kind as FileKind, file.about)
  const fileName = `${file.title.replaceAll(/[^\p{L}\p{N}（）()_-]+/gu, '_')}.${endings[file.contentType]}`
  return { fileName, contentType: file.contentType, body }
}

/** The small copy of the newest photograph, for the person's page. */
export async function photoOf(context: Context, retireeId: number): Promise<Download> {
  const { person, decision } = await openFiles(context, retireeId)
  if (decision.sightOfBundle('personal') !== 'open') throw noSuchFile()
  const photo = await context.db
    .selectFrom('attachment')
    .select(['id', 'small'])
    .where('retireeId', '=', retireeId)
    .where('kind', '=', 'photo')
    .where('status', '=', 'accepted')
    .where('small', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!photo?.small) throw noSuchFile()
  const body = context.vault.unseal(photo.small, smallSeat(photo.id))
  lookedAtFile(context, person, 'photo', 'personal')
  return { fileName: '照片.jpg', contentType: 'image/jpeg', body }
}

function purposeNeeded(): Refusal {
  const message = '这个附件含敏感信息，请先在档案中写明查看用途，再下载'
  return new Refusal('forbidden', 'files.purposeNeeded', message)
}

function notYetScanned(): Refusal {
  const message = '这个附件还在等待病毒查验，查过以后才能下载'
  return new Refusal('conflict', 'files.quarantined', message)
}
