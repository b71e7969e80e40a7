import { createHash } from 'node:crypto'
import { damaged } from './head.ts'
import type { Manifest } from './manifest.ts'

/** A file on its way into a backup; its bytes come in parts. */
export interface Entry {
  readonly path: string
  readonly content: AsyncIterable<Buffer>
}

/** What the backup remembers of each file. */
export interface Digest {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

const kinds = { file: 1, part: 2, end: 3, manifest: 4 } as const
type Kind = (typeof kinds)[keyof typeof kinds]

/** Files one after another, then the manifest, which knows the digest of each. */
export async function* encodeEntries(
  entries: AsyncIterable<Entry>,
  manifestOf: (files: Digest[]) => Promise<Manifest>,
): AsyncGenerator<Buffer> {
  const files: Digest[] = []
  for await (const { path, content } of entries) {
    const hash = createHash('sha256')
    let bytes = 0
    yield record(kinds.file, Buffer.from(path))
    for await (const part of content) {
      hash.update(part)
      bytes += part.length
      yield record(kinds.part, part)
    }
    yield record(kinds.end, Buffer.alloc(0))
    files.push({ path, bytes, sha256: hash.digest('hex') })
  }
  yield record(kinds.manifest, Buffer.from(JSON.stringify(await manifestOf(files))))
}

/** Where the files of a backup go; `part` and `end` belong to the file begun last. */
export interface Receiver {
  begin(path: string): Promise<void>
  part(bytes: Buffer): Promise<void>
  end(): Promise<void>
}

/** Reads what `encodeEntries` wrote, compares every digest and the list of files, and answers with the manifest. */
export async function decodeEntries(
  source: AsyncIterable<Buffer>,
  receiver: Receiver,
): Promise<Manifest> {
  const found: Digest[] = []
  let hash = createHash('sha256')
  let path = ''
  let bytes = 0
  let manifest: Manifest | undefined
  for await (const [kind, payload] of records(source)) {
    if (manifest) throw damaged('清单之后还有内容')
    if (kind === kinds.file) {
      hash = createHash('sha256')
      path = payload.toString()
      bytes = 0
      await receiver.begin(path)
    } else if (kind === kinds.part) {
      hash.update(payload)
      bytes += payload.length
      await receiver.part(payload)
    } else if (kind === kinds.end) {
      await receiver.end()
      found.push({ path, bytes, sha256: hash.digest('hex') })
    } else manifest = JSON.parse(payload.toString()) as Manifest
  }
  if (!manifest) throw damaged('没有清单')
  if (JSON.stringify(manifest.files) !== JSON.stringify(found)) throw damaged('文件与清单不符')
  return manifest
}

function record(kind: Kind, payload: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt8(kind)
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}

async function* records(source: AsyncIterable<Buffer>): AsyncGenerator<[Kind, Buffer]> {
  let held: Buffer = Buffer.alloc(0)
  let parts: Buffer[] = []
  let length = 0
  const wanted = () => (held.length < 5 ? 5 : 5 + held.readUInt32BE(1))
  for await (const bytes of source) {
    parts.push(bytes)
    length += bytes.length
    if (held.length + length < wanted()) continue
    held = Buffer.concat([held, ...parts])
    parts = []
    length = 0
    while (held.length >= wanted() && held.length >= 5) {
      const end = wanted()
      yield [held.readUInt8() as Kind, held.subarray(5, end)]
      held = held.subarray(end)
    }
  }
  if (held.length + length) throw damaged('内容不完整')
}
