import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { Database, Tx } from '#src/kernel/db.ts'
import { sm3 } from './merkle.ts'
import { sealsFrom, type Seal } from './seal.ts'
import { publicKeys } from './sealKey.ts'

/** A folder outside the database where every seal is written down, one line each, never changed. */
export interface AnchorPlace {
  readonly title: string
  readonly folder: string
}

/** In the data folder, and where `ANCHOR_DIR` points: a folder of another host, kept by somebody else. */
export function anchorPlaces(dataDir: string): AnchorPlace[] {
  const outside = process.env['ANCHOR_DIR']
  const own = { title: '本机抄存', folder: join(dataDir, 'anchors') }
  return outside ? [own, { title: '异地抄存', folder: outside }] : [own]
}

const Hex = z.string().regex(/^[0-9a-f]+$/)
const KeyLine = z.object({ key: z.int(), publicKey: Hex })
const SealLine = z.object({
  n: z.int().min(1).max(100_000_000),
  at: z.string(),
  count: z.int(),
  key: z.int(),
  hash: Hex.length(64),
  signature: Hex,
})
/** The database was restored to an earlier state: the seals after this one are given up. */
const AcceptLine = z.object({
  accept: z.int().min(0),
  at: z.string(),
  by: z.string(),
  note: z.string(),
})
const Line = z.union([SealLine, KeyLine, AcceptLine])

/** What one line holds. */
export type AnchorLine = z.output<typeof Line>

export const anchorFile = ({ folder }: AnchorPlace) => join(folder, 'trace.log')

/** 32 bytes that stand for a seal as anchored. */
export function anchored({ hash, signature }: Pick<Seal, 'hash' | 'signature'>): Buffer {
  return sm3(hash, signature)
}

/** What became of one place: how many lines were added, or why none could be. */
export type Anchoring =
  | { readonly state: 'kept'; readonly added: number }
  /** The file knows seals that the database does not have, or has otherwise. */
  | { readonly state: 'forked'; readonly n: number }
  | { readonly state: 'unreachable'; readonly reason: string }

/** Writes down the seals that a place does not have yet; what was missed while it was cut off follows. */
export async function anchorSeals(db: Database | Tx, place: AnchorPlace): Promise<Anchoring> {
  try {
    return await catchUp(db, place)
  } catch (error) {
    const { code } = error as { code?: string }
    if (!code || !/^E[A-Z]+$/.test(code)) throw error
    return { state: 'unreachable', reason: code }
  }
}

async function catchUp(db: Database | Tx, place: AnchorPlace): Promise<Anchoring> {
  const last = await lastAnchored(place)
  if (last.n > 0) {
    const [seal] = await sealsFrom(db, last.n, { limit: 1 })
    if (seal?.n !== last.n || (last.hash && seal.hash.toString('hex') !== last.hash))
      return { state: 'forked', n: last.n }
  }
  const keys = await publicKeys(db)
  let { n, key, torn } = last
  let added = 0
  for (;;) {
    const seals = await sealsFrom(db, n + 1)
    if (seals.length === 0) return { state: 'kept', added }
    const lines: AnchorLine[] = []
    for (const seal of seals) {
      if (seal.keyId !== key)
        lines.push({ key: seal.keyId, publicKey: keys.get(seal.keyId) as string })
      lines.push(lineOf(seal))
      ;({ n, keyId: key } = seal)
    }
    await appendLines(place, lines, torn)
    torn = false
    added += seals.length
  }
}

function lineOf({ n, at, count, keyId, hash, signature }: Seal): AnchorLine {
  const hex = (bytes: Buffer) => bytes.toString('hex')
  return { n, at, count, key: keyId, hash: hex(hash), signature: hex(signature) }
}

/** Adds lines and waits until they lie on the disk. */
export async function appendLines(
  place: AnchorPlace,
  lines: readonly AnchorLine[],
  torn = false,
): Promise<void> {
  await mkdir(place.folder, { recursive: true, mode: 0o700 })
  const file = await open(anchorFile(place), 'a', 0o600)
  try {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    await file.appendFile(torn ? `\n${text}` : text)
    await file.sync()
  } finally {
    await file.close()
  }
}

interface LastAnchored {
  readonly n: number
  readonly hash: string
  readonly key: number
  /** True when the last writing was cut off within a line. */
  readonly torn: boolean
}

const tailBytes = 65_536

/** The seal that the file ends with, from its last part alone: the file grows for years. */
export async function lastAnchored(place: AnchorPlace): Promise<LastAnchored> {
  const tail = await tailOf(place)
  const torn = tail !== '' && !tail.endsWith('\n')
  for (const line of tail.split('\n').map(parseLine).toReversed()) {
    if (line && 'accept' in line) return { n: line.accept, hash: '', key: 0, torn }
    if (line && 'n' in line) return { n: line.n, hash: line.hash, key: line.key, torn }
  }
  return { n: 0, hash: '', key: 0, torn }
}

async function tailOf(place: AnchorPlace): Promise<string> {
  const file = await opened(place)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, tailBytes))
    await file.read(bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString()
  } finally {
    await file.close()
  }
}

async function opened(place: AnchorPlace) {
  try {
    return await open(anchorFile(place))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
}

function parseLine(text: string): AnchorLine | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Every line of the file in order; undefined stands for one that cannot be read. */
export async function* anchorLines(
  place: AnchorPlace,
): AsyncGenerator<AnchorLine | undefined, void> {
  const file = await opened(place)
  if (!file) return
  for await (const text of file.readLines()) if (text.trim() !== '') yield parseLine(text)
}
