import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname, normalize } from 'node:path'
import { damaged } from './head.ts'
import type { Receiver } from './entries.ts'

/** Folders of a cluster that a server wants, though a copy has nothing in them. */
const wanted = [
  'pg_wal/archive_status',
  'pg_wal/summaries',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
  'pg_commit_ts',
  'pg_logical/snapshots',
  'pg_logical/mappings',
]

/** Writes the files of a backup below a folder; those of the cluster are put on the disk by its server. */
export function unpackInto(folder: string): Receiver {
  let handle: FileHandle | undefined
  const made = new Set<string>()
  let precious = false
  return {
    async begin(path) {
      const place = normalize(path).replaceAll('\\', '/')
      if (place !== path || place.startsWith('../') || place.startsWith('/'))
        throw damaged(`路径 ${path} 不可用`)
      const parent = dirname(`${folder}/${path}`)
      if (!made.has(parent)) await mkdir(parent, { recursive: true, mode: 0o700 })
      made.add(parent)
      handle = await open(`${folder}/${path}`, 'wx', 0o600)
      precious = !path.startsWith('postgres/')
    },
    async part(bytes) {
      await handle?.appendFile(bytes)
    },
    async end() {
      if (precious) await handle?.sync()
      await handle?.close()
      handle = undefined
    },
  }
}

/** Makes the folders of a cluster that hold no files. */
export async function completeCluster(cluster: string): Promise<void> {
  for (const folder of wanted) await mkdir(`${cluster}/${folder}`, { recursive: true, mode: 0o700 })
}
