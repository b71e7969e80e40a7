import type { Context } from '#src/kernel/operation.ts'
import { leaveLook } from '#src/roster/opening.ts'
import type { Sight } from '#src/roster/access.ts'
import type { FileKind, FileState, FileSubject } from './file.ts'
import { openFiles } from './keep.ts'

/** A file as the list shows it. */
export interface FileOnList {
  readonly id: number
  readonly kind: FileKind
  readonly about: FileSubject
  readonly title: string
  readonly contentType: string
  readonly size: number
  readonly status: FileState
  /** Masked: to be downloaded only once a purpose is named. */
  readonly sight: Sight
  readonly by: string | null
  readonly at: Date
  readonly removedAt: Date | null
  readonly removedBy: string | null
  readonly removedWhy: string | null
}

export interface FilesOfPerson {
  readonly files: readonly FileOnList[]
  /** The photograph for the head of the page; null where there is none to be shown. */
  readonly photoId: number | null
}

/** The files of one person that this post may know of, the newest first. */
export async function filesOf(context: Context, retireeId: number): Promise<FilesOfPerson> {
  const { person, decision } = await openFiles(context, retireeId)
  leaveLook(context, person)
  const rows = await context.db
    .selectFrom('attachment')
    .leftJoin('account', 'account.id', 'attachment.accountId')
    .leftJoin('account as remover', 'remover.id', 'attachment.removedBy')
    .select(['attachment.id', 'attachment.kind', 'attachment.about', 'attachment.title'])
    .select(['attachment.contentType', 'attachment.size', 'attachment.status', 'attachment.at'])
    .select(['attachment.removedAt', 'attachment.removedWhy'])
    .select(['account.name as by', 'remover.name as removedBy'])
    .where('attachment.retireeId', '=', retireeId)
    .orderBy('attachment.id', 'desc')
    .limit(500)
    .execute()
  const files = rows
    .map((row) => ({ ...row, sight: decision.sightOfBundle(row.about as FileSubject) }))
    .filter(({ sight }) => sight !== 'hidden') as FileOnList[]
  const photo = files.find(isPhotoToShow)
  return { files, photoId: photo?.id ?? null }
}

function isPhotoToShow({ kind, status, sight, removedAt }: FileOnList): boolean {
  return kind === 'photo' && status === 'accepted' && sight === 'open' && !removedAt
}
