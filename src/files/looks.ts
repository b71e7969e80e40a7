import type { Context } from '#src/kernel/operation.ts'
import type { OpenedPerson } from '#src/roster/opening.ts'
import type { FileKind, FileSubject } from './file.ts'

/** Which sensitive group a file belongs to, as the trace calls it; the others are plain details. */
const groupOf: Readonly<Record<FileSubject, readonly string[]>> = {
  work: ['S1'],
  party: ['S1'],
  personal: ['S2'],
  identityNumber: ['S3', 'identityNumber'],
  health: ['S3', 'health'],
  money: ['S3', 'money'],
}

/** Leaves the look at one file in the trace of the person: what kind it was, and why. */
export function lookedAtFile(
  context: Context,
  { row, opening }: OpenedPerson,
  kind: FileKind,
  about: FileSubject,
): void {
  const purpose = opening.purposes.join() || undefined
  context.looked(row.id, [`file.${kind}`, ...groupOf[about]], purpose)
}
