import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

configure({ useWebWorkers: false })

interface PlainFile {
  readonly fileName: string
  readonly contentType: string
  readonly body: Uint8Array
}

/** The file in an archive that opens with the password alone: AES-256 (WinZip AE-2), as common programs read it. */
export async function encrypted(
  file: PlainFile,
  name: string,
  password: string,
): Promise<PlainFile> {
  const archive = new ZipWriter(new Uint8ArrayWriter(), { password, encryptionStrength: 3 })
  await archive.add(file.fileName, new Uint8ArrayReader(file.body))
  return {
    fileName: `${name}.zip`,
    contentType: 'application/zip',
    body: await archive.close(),
  }
}
