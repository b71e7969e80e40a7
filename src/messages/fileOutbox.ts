import { mkdir, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handed, Outgoing, Provider } from './provider.ts'

/**
 * The default: each message becomes a file `<number>.json` in a folder, from which a gateway of the
 * office or a person takes it. Written beside, synced and renamed, so that a file is whole or absent;
 * one number is one file, however often it is written.
 */
export function fileOutbox(folder: string): Provider {
  const pathOf = (publicId: string) => join(folder, `${publicId}.json`)
  return {
    name: 'file',
    knowsRepeats: true,
    async send(message): Promise<Handed> {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeWhole(pathOf(message.publicId), message)
        return { outcome: 'sent', ref: `${message.publicId}.json` }
      } catch (error) {
        return { outcome: 'again', detail: `写不进发件文件夹：${(error as Error).message}` }
      }
    },
    async became(publicId): Promise<Handed> {
      const there = await stat(pathOf(publicId)).catch(() => undefined)
      if (there) return { outcome: 'sent', ref: `${publicId}.json` }
      return { outcome: 'again', detail: '没有写出文件' }
    },
  }
}

async function writeWhole(path: string, { publicId, phone, text }: Outgoing): Promise<void> {
  const beside = `${path}.part`
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ id: publicId, phone, text }, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}
