import { resolve } from 'node:path'
import { logFolders } from '#src/backup/folders.ts'
import { loadDump } from '#src/backup/load.ts'
import { readHead } from '#src/backup/pieces.ts'
import { drillBackup, restoreBackup, type Restored } from '#src/backup/restore.ts'
import { systemActor } from '#src/kernel/access.ts'
import { systemClock } from '#src/kernel/clock.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { execute } from '#src/kernel/execute.ts'
import { openVault } from '#src/kernel/vault.ts'
import { operations } from '#src/operations.ts'
import { codeOf, momentOf, optionsOf, requireMasterKey, timeText } from './backupWords.ts'

const usage =
  '用法：restore 文件 [--to 时间|latest] · restore 文件 --check\n' +
  '时间按北京时间，例如 --to "2026-11-21 10:30:00"'

/** `restore FILE [--to TIME]` puts a backup in place; `--check` restores it aside and compares. 0 good, 1 damaged, 2 refused. */
export async function restore(words: string[]): Promise<number> {
  const parsed = optionsOf(words, { to: { type: 'string' }, check: { type: 'boolean' } })
  const [name, ...more] = parsed?.positionals ?? []
  const to = parsed?.values.to === undefined ? undefined : momentOf(parsed.values.to)
  if (!parsed || !name || more.length || to === null) {
    console.error(usage)
    return 2
  }
  const file = resolve(name)
  const dataDir = resolve(process.env['DATA_DIR'] ?? './data')
  return codeOf(async () => {
    const { head } = await readHead(file)
    const master = requireMasterKey(dataDir)
    const outside = process.env['DATABASE_URL']
    if (head.kind === 'outside' && outside) {
      told(await loadDump({ file, master, url: outside, folder: dataDir }))
      return 0
    }
    const options = { file, dataDir, master, to, logs: logFolders(file, dataDir), look }
    if (parsed.values.check) {
      told(await drillBackup(options))
      console.log('只是演练：现有数据没有改动。')
      return 0
    }
    const restored = await restoreBackup(options)
    told(restored)
    for (const kept of restored.kept)
      console.log(`原来的数据保留为 ${dataDir}/${kept}，确认无误后可删除。`)
    return 0
  })
}

function told({ manifest, at, compared }: Restored): void {
  console.log(`已恢复到 ${timeText(at)}（北京时间），备份由 ${manifest.program} 版建立。`)
  if (compared) console.log(`逐表比对：${compared} 张表与备份时完全一致。`)
}

/** What the platform's own checks say of the copy; a copy of an older program is checked after its next start. */
async function look(url: string): Promise<void> {
  const db = openDatabase(openPool(url, 2))
  try {
    const { count } = await db
      .selectFrom('retiree')
      .select((build) => build.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    console.log(`信息库 ${count} 人。`)
    const vault = await openVault(db, undefined)
    const parts = { operations, reactions: [], clock: systemClock, enqueue: async () => {} }
    const answer = await execute(
      { ...parts, db, guarded: db, vault },
      systemActor(),
      'duties.verify',
      {},
    )
    const { differences = 0 } = (answer ?? {}) as { differences?: number }
    console.log(
      differences
        ? `应办清单有 ${differences} 处要重建：启动后执行 duties rebuild。`
        : '应办清单核对一致。',
    )
  } catch (error) {
    console.log(`应办清单未核对（${(error as Error).message}），启动后可执行 duties verify。`)
  } finally {
    await db.destroy()
  }
}
