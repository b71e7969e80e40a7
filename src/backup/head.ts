import { createHash } from 'node:crypto'
import { Refusal } from '#src/kernel/refusal.ts'
import type { WrappedKey } from './keys.ts'

/** What a backup file, or a file of the change log, says of itself in the open. */
export interface Head {
  readonly kind: 'embedded' | 'outside' | 'log'
  readonly madeAt: string
  readonly program: string
  readonly key: WrappedKey
  /** The change log kept beside, by which later times can be reached. */
  readonly stream?: string | undefined
  /** Where in the log the backup begins. */
  readonly from?: number | undefined
  /** About how many bytes it unpacks to. */
  readonly bytes?: number | undefined
}

const magic = Buffer.from('CHONGYANG-BACKUP-1\n')
const digestBytes = 32
export const mostHeadBytes = 8_192

/** Magic word, length, JSON, digest: readable to programs without any key. */
export function encodeHead(head: Head): Buffer {
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([magic, length, text, digestOf(text)])
}

export interface KnownHead {
  readonly head: Head
  readonly bytes: number
  /** Binds every piece of the file to this head. */
  readonly mark: string
}

/** Reads the beginning of a file. Refuses what is no backup (`backup.notOne`) or has a damaged head (`backup.damaged`). */
export function decodeHead(start: Buffer): KnownHead {
  const at = magic.length + 4
  if (start.length < at || !start.subarray(0, magic.length).equals(magic)) throw notOne()
  const end = at + start.readUInt32BE(magic.length)
  const text = start.subarray(at, end)
  const digest = start.subarray(end, end + digestBytes)
  if (!digest.equals(digestOf(text))) throw damaged('文件头已损坏')
  const head = JSON.parse(text.toString()) as Head
  return { head, bytes: end + digestBytes, mark: markOfHead(head) }
}

/** What binds the pieces of a file to its head. */
export function markOfHead(head: Head): string {
  return digestOf(Buffer.from(JSON.stringify(head))).toString('hex')
}

function digestOf(text: Buffer): Buffer {
  return createHash('sha256').update(text).digest()
}

function notOne(): Refusal {
  return new Refusal('invalid', 'backup.notOne', '这不是重阳的备份文件（或开头已损坏）')
}

/** The refusal of a file that is not what was written. */
export function damaged(what: string): Refusal {
  return new Refusal(
    'conflict',
    'backup.damaged',
    `备份已损坏或不完整：${what}。请换用另一份备份。`,
  )
}
