import { createHash } from 'node:crypto'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide, type Decision } from '#src/roster/access.ts'
import { openPerson, type OpenedPerson } from '#src/roster/opening.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import type { FileState, FileSubject } from './file.ts'
import type { Checked } from './check/inProcess.ts'

/** The place to which the bytes of a file are sealed; elsewhere they do not open. */
export const fileSeat = (id: number) => `attachment.${id}`
/** The same for the small copy of a photograph. */
export const smallSeat = (id: number) => `attachment.small.${id}`

export function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** What an actor may see of one person's files. Counts the person into the day's budget. */
export async function openFiles(
  context: Context,
  retireeId: number,
): Promise<{ person: OpenedPerson; decision: Decision }> {
  const person = await openPerson(context, retireeId)
  const { relations, purposes } = person.opening
  const { isVip } = person.row
  const { role } = context.actor
  const decision = decide({ role, relations, purposes, isVip, action: 'attachment' })
  return { person, decision }
}

interface Facts {
  readonly retireeId: number
  readonly kind: string
  readonly about: FileSubject
  readonly title: string
  readonly status: FileState
  readonly scannedAt: Date | null
}

/** Keeps a checked file, sealed for its own row. The same file twice for one person is refused. */
export async function keepFile(context: Context, facts: Facts, checked: Checked): Promise<number> {
  const { db, actor, now, vault } = context
  const digest = digestOf(checked.bytes)
  const twin = await db
    .selectFrom('attachment')
    .select('title')
    .where('retireeId', '=', facts.retireeId)
    .where('digest', '=', digest)
    .where('kind', '=', facts.kind)
    .where('about', '=', facts.about)
    .where('sealed', 'is not', null)
    .executeTakeFirst()
  if (twin) throw new Refusal('conflict', 'files.same', `这个文件已经上传过：${twin.title}`, 'file')
  const { id } = await db
    .insertInto('attachment')
    .values({
      ...facts,
      contentType: checked.contentType,
      size: checked.bytes.length,
      digest,
      accountId: actor.accountId,
      orgId: actor.orgId,
      at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const small = checked.small && vault.seal('files', checked.small, smallSeat(id))
  await db
    .updateTable('attachment')
    .set({ sealed: vault.seal('files', checked.bytes, fileSeat(id)), ...(small && { small }) })
    .where('id', '=', id)
    .execute()
  return id
}

/** A file's row without its bytes, for whoever may reach the person. */
export async function requireFile(context: Context, id: number) {
  const found = await context.db
    .selectFrom('attachment')
    .select(['id', 'retireeId', 'kind', 'about', 'title', 'contentType', 'status', 'removedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw noSuchFile()
  await requireRetiree(context, found.retireeId).catch(asNoSuchFile)
  return { ...found, about: found.about as FileSubject, status: found.status as FileState }
}

/** The bytes, unless they are gone or not yet found harmless. */
export async function bytesOf({ db, vault }: Context, id: number): Promise<Buffer> {
  const row = await db
    .selectFrom('attachment')
    .select('sealed')
    .where('id', '=', id)
    .where('status', '=', 'accepted')
    .executeTakeFirst()
  if (!row?.sealed) throw noSuchFile()
  return vault.unseal(row.sealed, fileSeat(id))
}

/** Out of reach and nonexistent look the same from outside. */
export function noSuchFile(): Refusal {
  return new Refusal('missing', 'files.noSuchFile', '没有这个附件')
}

function asNoSuchFile(error: unknown): never {
  throw error instanceof Refusal && error.kind === 'missing' ? noSuchFile() : error
}
