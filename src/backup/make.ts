import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { Refusal } from '#src/kernel/refusal.ts'
import { beginCopy, entryAt, walk } from './cluster.ts'
import { beginDump } from './dump.ts'
import { encodeEntries, type Digest, type Entry } from './entries.ts'
import { damaged, type Head } from './head.ts'
import { openKey, readWrappedKey } from './keys.ts'
import type { Manifest } from './manifest.ts'
import { sealedPieces } from './pieces.ts'
import type { Source } from './source.ts'
import { sumTables } from './tables.ts'
import { program } from './program.ts'
import { syncFolder } from './syncFolder.ts'
import { verifyBackup } from './verify.ts'

export interface BackupOptions {
  /** The owner's way into the database. */
  readonly url: string
  readonly dataDir: string
  readonly file: string
  readonly master: Buffer
  /** Whether somebody else runs the database: then only its own tools may copy it. */
  readonly outside: boolean
}

export interface Made {
  readonly manifest: Manifest
  readonly bytes: number
  /** Which master key it takes. */
  readonly master: string
}

/**
 * Writes one encrypted file of database and files while the program runs, reads it again, and gives it its name only
 * when every byte was right. The master key is not in it.
 * Refuses with `backup.noKey`, `wrongKey`, `noTool`, `toolFailed`, `diskFull`.
 */
export async function makeBackup(options: BackupOptions): Promise<Made> {
  const { url, file } = options
  const part = `${file}.part`
  const clients = [new pg.Client(url), new pg.Client(url)] as const
  for (const client of clients) client.on('error', () => undefined)
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await Promise.all(clients.map((client) => client.connect()))
    const made = await write(options, part, ...clients)
    const read = await verifyBackup(part, options.master)
    if (JSON.stringify(read) !== JSON.stringify(made.manifest)) throw damaged('读回的清单不同')
    await rename(part, file)
    await syncFolder(dirname(file))
    return made
  } catch (error) {
    await rm(part, { force: true })
    throw explained(error)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function write(
  { url, dataDir, master, outside }: BackupOptions,
  part: string,
  keeper: pg.Client,
  reader: pg.Client,
): Promise<Made> {
  const key = await readWrappedKey(keeper, master)
  const source = outside
    ? await beginDump(url, reader)
    : await beginCopy(`${dataDir}/postgres`, keeper, reader)
  const head: Head = { ...source.head, madeAt: new Date().toISOString(), program: program(), key }
  let manifest: Manifest | undefined
  const plain = encodeEntries(everything(source, dataDir), async (files) => {
    manifest = await manifestOf(source, reader, files)
    return manifest
  })
  await pipeline(
    plain,
    createZstdCompress(),
    (packed: AsyncIterable<Buffer>) => sealedPieces(head, openKey(key, master), packed),
    createWriteStream(part, { mode: 0o600, flush: true }),
  )
  const { size } = await stat(part)
  return { manifest: manifest as unknown as Manifest, bytes: size, master: key.master }
}

/** The files come after the database's moment: whatever a row of it names is then there. */
async function* everything(source: Source, dataDir: string): AsyncGenerator<Entry> {
  yield* source.entries()
  const folder = `${dataDir}/files`
  for await (const path of walk(folder)) yield entryAt(folder, path, 'files')
}

async function manifestOf(source: Source, reader: pg.Client, files: Digest[]): Promise<Manifest> {
  const { at, exact, log } = source.facts()
  const tables = exact ? await sumTables(reader) : []
  const { rows } = await reader.query<{ version: string }>('show server_version')
  return { program: program(), server: rows[0]?.version ?? '', at, tables, log, files }
}

function explained(error: unknown): unknown {
  if ((error as { code?: string }).code !== 'ENOSPC') return error
  return new Refusal('unavailable', 'backup.diskFull', '存放备份的磁盘空间不足，请清理或换一个位置')
}
