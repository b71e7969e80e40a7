import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { decodeEntries, type Receiver } from './entries.ts'
import { openKey } from './keys.ts'
import type { Manifest } from './manifest.ts'
import { openedPieces, readHead } from './pieces.ts'

const nowhere: Receiver = { begin: async () => {}, part: async () => {}, end: async () => {} }

/**
 * Reads a whole backup: every piece must open under the master key, every digest agree.
 * Refuses with `backup.notOne`, `wrongKey`, `damaged`.
 */
export async function verifyBackup(
  file: string,
  master: Buffer,
  receiver: Receiver = nowhere,
): Promise<Manifest> {
  const { head } = await readHead(file)
  const key = openKey(head.key, master)
  let manifest: Manifest | undefined
  await pipeline(
    openedPieces(file, key),
    createZstdDecompress(),
    async (plain: AsyncIterable<Buffer>) => void (manifest = await decodeEntries(plain, receiver)),
  )
  return manifest as unknown as Manifest
}
