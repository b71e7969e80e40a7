import { resolve } from 'node:path'
import { logFolders } from '#src/backup/folders.ts'
import { loadDump } from '#src/backup/load.ts'
import { readHead } from '#src/backup/pieces.ts'
import { drillBackup, otherKind, restoreBackup, type Restored } from '#src/backup/restore.ts'
import { verifyBackup } from '#src/backup/verify.ts'
import { systemActor } from '#src/kernel/access.ts'
import { systemClock } from '#src/kernel/clock.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { execute } from '#src/kernel/execute.ts'
import { Refusal } from '#src/kernel/refusal.ts'
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
    if (head.kind === 'outside')
      return load({ file, master, dataDir, outside, to }, parsed.values.check)
    if (outside) throw embeddedIntoOutside()
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
    if (process.env['KEY_FILE'])
      console.log('启动时仍要用 KEY_FILE 指定主密钥，或把它放回 keys 目录。')
    return 0
  })
}

interface Load {
  readonly file: string
  readonly master: Buffer
  readonly dataDir: string
  readonly outside: string | undefined
  readonly to: string | undefined
}

/** A backup of an outside database goes into the empty one of `DATABASE_URL`; a check only reads it. */
async function load({ file, master, dataDir, outside, to }: Load, check = false): Promise<number> {
  if (to) throw noTimes()
  if (check) {
    const { tables } = await verifyBackup(file, master)
    console.log(`全部内容已读出核对，${tables.length} 张表。逐表比对请恢复到一个空库。`)
    return 0
  }
  if (!outside) throw otherKind()
  told(await loadDump({ file, master, url: outside, folder: dataDir }))
  return 0
}

function noTimes(): Refusal {
  const message = '外部数据库的备份只能恢复到备份的时刻：请去掉 --to，或用数据库自己的归档。'
  return new Refusal('invalid', 'backup.noTimes', message)
}

function embeddedIntoOutside(): Refusal {
  const message = '这份备份来自内置数据库：请去掉 DATABASE_URL，用 DATA_DIR 指定数据目录。'
  return new Refusal('conflict', 'backup.otherKind', message)
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
