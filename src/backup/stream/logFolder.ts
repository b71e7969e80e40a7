import { readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { openWith, sealWith, type DataKey } from '#src/kernel/vault/envelope.ts'
import { openLogFile } from './frames.ts'

const ending = '.log'
const markFile = 'reached'

/** How far a log reaches: everything up to the place, which is all that happened up to the time (ms). */
export interface Reach {
  readonly lsn: number
  readonly at: number
}

/** The name of a file of the log, by the place at which it begins; names sort as places do. */
export function logFileName(lsn: number): string {
  return `${lsn.toString(16).padStart(16, '0').toUpperCase()}${ending}`
}

/** The files of a log, first to last, with the place at which each begins; none where there is no folder. */
export async function logFiles(folder: string): Promise<{ file: string; from: number }[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const ours = names.filter((name) => /^[0-9A-F]{16}\.log$/.test(name)).sort()
  return ours.map((name) => ({
    file: `${folder}/${name}`,
    from: Number.parseInt(name.slice(0, 16), 16),
  }))
}

/**
 * Makes a log fit to be continued after any end: what a crash left half-written goes. Answers where it ends;
 * undefined where it holds nothing.
 */
export async function mendLog(folder: string, master: Buffer): Promise<number | undefined> {
  for (const { file } of (await logFiles(folder)).reverse()) {
    const end = await mendFile(file, master)
    if (end !== undefined) return end
    await rm(file)
  }
  return undefined
}

async function mendFile(file: string, master: Buffer): Promise<number | undefined> {
  const log = await openLogFile(file, master).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'backup.wrongKey') throw error
    return undefined
  })
  if (!log) return undefined
  let end: number | undefined
  for await (const { lsn, bytes } of log.frames()) end = lsn + bytes.length
  await log.close()
  const { size } = await stat(file)
  if (size > log.end()) await truncate(file, log.end())
  return end
}

/** Writes down how far a log reaches. */
export async function writeReach(folder: string, key: DataKey, reach: Reach): Promise<void> {
  const sealed = sealWith(key, Buffer.from(JSON.stringify(reach)), boundOf(folder))
  await writeFile(`${folder}/${markFile}.new`, sealed, { mode: 0o600 })
  await rename(`${folder}/${markFile}.new`, `${folder}/${markFile}`)
}

/** How far a log says that it reaches; undefined where nothing (or nothing true) is written. */
export async function readReach(folder: string, keys: DataKey[]): Promise<Reach | undefined> {
  const sealed = await readFile(`${folder}/${markFile}`).catch(() => undefined)
  if (!sealed) return undefined
  const plain = keys.map((key) => openWith(key, sealed, boundOf(folder))).find((found) => found)
  return plain ? (JSON.parse(plain.toString()) as Reach) : undefined
}

function boundOf(folder: string): string {
  return `backup.reached.${folder.replaceAll('\\', '/').split('/').at(-1)}`
}
