import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

configure({ useWebWorkers: false })

interface PlainFile {
  readonly fileName: string
  readonly contentType: string
  readonly body: Uint8Array
}

/** The file in an archive that opens with the password alone: AES-256 (WinZip AE-2), as common programs read it. */
export function encrypted(file: PlainFile, name: string, password: string): Promise<PlainFile> {
  return encryptedAll([file], name, password)
}

/** The same for several files. */
export async function encryptedAll(
  files: readonly Pick<PlainFile, 'fileName' | 'body'>[],
  name: string,
  password: string,
): Promise<PlainFile> {
  const archive = new ZipWriter(new Uint8ArrayWriter(), { password, encryptionStrength: 3 })
  for (const { fileName, body } of files) await archive.add(fileName, new Uint8ArrayReader(body))
  return {
    fileName: `${name}.zip`,
    contentType: 'application/zip',
    body: await archive.close(),
  }
}
