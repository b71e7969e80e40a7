import { refuseUpload, type FileRefusalCode } from '../refusals.ts'

/** What a file is, by its content. */
export const contentTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileType = keyof typeof contentTypes
export type ImageType = 'jpeg' | 'png' | 'webp'

export function isImage(type: FileType | 'zip'): type is ImageType {
  return type === 'jpeg' || type === 'png' || type === 'webp'
}

const families = /^(hei[cfmsx]|hev[cmsx]|mif1|msf1|avi[fs])$/

/** First bytes of each format, as latin-1 text. */
const beginnings: Readonly<Record<string, FileType | 'zip' | FileRefusalCode>> = {
  '\xff\xd8\xff': 'jpeg',
  '\x89PNG\r\n\x1a\n': 'png',
  '%PDF-1.': 'pdf',
  '%PDF-2.': 'pdf',
  'PK\x03\x04': 'zip',
  GIF87a: 'files.otherImage',
  GIF89a: 'files.otherImage',
  BM: 'files.otherImage',
  'II*\0': 'files.otherImage',
  'MM\0*': 'files.otherImage',
  '\0\0\x01\0': 'files.otherImage',
  '8BPS': 'files.otherImage',
  '\xff\x0a': 'files.otherImage',
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1': 'files.oldOffice',
}

function claimedBy(head: string): FileType | 'zip' | FileRefusalCode | undefined {
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (head.slice(4, 8) === 'ftyp' && families.test(head.slice(8, 12))) return 'files.heic'
  const found = Object.keys(beginnings).find((beginning) => head.startsWith(beginning))
  return found === undefined ? undefined : beginnings[found]
}

/**
 * What the first bytes say; what no format known here claims is refused, whatever its name or its
 * sender calls it (ASVS 5.0 V5.2.2).
 */
export function typeOf(bytes: Buffer): FileType | 'zip' {
  if (bytes.length === 0) throw refuseUpload('files.empty')
  const found = claimedBy(bytes.toString('latin1', 0, 32))
  if (found === undefined) throw refuseUpload('files.unknownType')
  if (found.startsWith('files.')) throw refuseUpload(found as FileRefusalCode)
  return found as FileType | 'zip'
}
