import type * as z from 'zod'
import type { Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { refuseUnlessKeeper } from '#src/roster/permitted.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { measureImage } from './check/image.ts'
import { checkInProcess } from './check/inProcess.ts'
import { refuseEnding, refuseName } from './check/name.ts'
import { measureOffice } from './check/office.ts'
import { isImage, typeOf, type FileType } from './check/type.ts'
import { mostBytes, type AddFile, type FileState } from './file.ts'
import { keepFile } from './keep.ts'
import { refuseUpload } from './refusals.ts'
import { refuseInfected, scan } from './scanner.ts'

type Wish = z.output<typeof AddFile>

export interface Added {
  readonly id: number
  readonly status: FileState
}

/** Takes one file for a person: measured, looked at for viruses, decoded, sealed; in this order. */
export async function addFile(
  context: Context,
  { fileName, ...wish }: Wish,
  file: Uint8Array,
): Promise<Added> {
  const person = await requireRetiree(context, wish.retireeId)
  await refuseUnlessKeeper(context, person.id, 'B')
  if (person.leftReason && person.leftReason !== 'deceased')
    throw new Refusal('conflict', 'files.leftRegister', '这条记录已离册，不能再添加附件')
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const photo = wish.kind === 'photo'
  const type = measure(bytes, fileName, photo)
  const finding = await scan(bytes)
  if (finding.result === 'infected') {
    traceVirus(context, person.id, finding.virus)
    throw refuseInfected()
  }
  const checked = await checkInProcess({ bytes, type, photo })
  const status = finding.result === 'unknown' ? 'quarantined' : 'accepted'
  const scannedAt = finding.result === 'clean' ? context.now : null
  const about = photo ? ('personal' as const) : wish.about
  const id = await keepFile(context, { ...wish, about, status, scannedAt }, checked)
  context.record({
    name: 'file.added',
    subject: 'retiree',
    subjectId: person.id,
    detail: { fileId: id, kind: wish.kind, about, status },
  })
  return { id, status }
}

/** What a file is, found without decoding or unpacking anything. */
export function measure(bytes: Buffer, fileName: string, photo: boolean): FileType {
  if (bytes.length > mostBytes) throw refuseUpload('files.tooLarge')
  refuseName(fileName)
  const head = typeOf(bytes)
  const type = head === 'zip' ? measureOffice(bytes) : head
  refuseEnding(fileName, type)
  if (isImage(type)) measureImage(bytes, type)
  demand(photo && !isImage(type) ? refuseUpload('files.notImage') : undefined)
  return type
}

/** Stays in the trace although the file is refused. */
function traceVirus({ actor, evenIfRefused }: Context, subjectId: number, virus: string): void {
  const { accountId, postId, orgId } = actor
  evenIfRefused(async (db) => {
    await db
      .insertInto('trace')
      .values({
        accountId,
        postId,
        orgId,
        operation: 'files.add',
        outcome: 'refused',
        name: 'file.infected',
        subject: 'retiree',
        subjectId,
        detail: JSON.stringify({ virus }),
      })
      .execute()
  })
}
