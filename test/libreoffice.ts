import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { promisify } from 'node:util'

const program = [
  '/usr/bin/soffice',
  '/usr/local/bin/soffice',
  '/opt/libreoffice/program/soffice',
].find((path) => existsSync(path))

/** Whether this machine has LibreOffice; tests that use it check more where it has. */
export const hasOffice = program !== undefined

/** What LibreOffice makes of a file: opened and saved as another kind (`fods`, `xlsx`). */
export async function savedByOffice(
  fileName: string,
  bytes: Uint8Array,
  kind: string,
): Promise<Buffer> {
  if (!program) throw new Error('no LibreOffice here')
  const folder = mkdtempSync(join(tmpdir(), 'chongyang-office-'))
  try {
    const file = join(folder, fileName)
    writeFileSync(file, bytes)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const out = join(folder, 'out')
    const words = ['--headless', profile, '--convert-to', kind, '--outdir', out, file]
    await promisify(execFile)(program, words)
    return readFileSync(join(out, `${parse(fileName).name}.${kind}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
