import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { drillBackup } from '#src/backup/restore.ts'
import { makeBackup } from '#src/backup/make.ts'
import { noteBackup } from '#src/backup/note.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { masterKeyFile } from '#src/kernel/vault.ts'
import { codeOf, optionsOf, requireMasterKey, timeText } from './backupWords.ts'
import { openStore } from './platform.ts'

const usage = '用法：backup 文件 [--drill]'

/** `backup FILE`: one encrypted, verified file; `--drill` also restores it aside and compares. 0 good, 1 damaged, 2 refused. */
export async function backup(words: string[]): Promise<number> {
  const parsed = optionsOf(words, { drill: { type: 'boolean' } })
  const [name, ...more] = parsed?.positionals ?? []
  if (!parsed || !name || more.length) {
    console.error(usage)
    return 2
  }
  const file = resolve(name)
  return codeOf(async () => {
    refuseNothing()
    const store = await openStore('./data', true)
    try {
      const { dataDir, url } = store
      const master = requireMasterKey(dataDir)
      const outside = Boolean(process.env['DATABASE_URL'])
      const begun = Date.now()
      const made = await makeBackup({ url, dataDir, file, master, outside })
      await noteBackup(url, file, made)
      say(file, made, Date.now() - begun)
      console.log(keepApart(dataDir, made.master))
      if (parsed.values.drill && !outside) await drill(file, dataDir, master)
      return 0
    } finally {
      await store.stop()
    }
  })
}

/** A mistyped data folder must not be taken for an empty office. */
function refuseNothing(): void {
  const dataDir = resolve(process.env['DATA_DIR'] ?? './data')
  if (process.env['DATABASE_URL'] || existsSync(`${dataDir}/postgres`)) return
  const message = `${dataDir} 里没有数据。请用 DATA_DIR 指定程序的数据目录。`
  throw new Refusal('missing', 'backup.nothing', message)
}

function say(
  file: string,
  { manifest, bytes }: Awaited<ReturnType<typeof makeBackup>>,
  ms: number,
) {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const what = manifest.tables.length
    ? `${manifest.tables.length} 张表 ${rows} 行`
    : '备份期间一直有大批写入，未能逐表核对'
  const size = `${(bytes / 2 ** 20).toFixed(1)} MB，用时 ${(ms / 1000).toFixed(1)} 秒`
  console.log(`已备份并重新读出核对：${file}`)
  console.log(
    `${timeText(manifest.at)}（北京时间）的数据，${what}，${manifest.files.length} 个文件，${size}。`,
  )
}

function keepApart(dataDir: string, mark: string): string {
  return (
    `主密钥不在备份里：请把 ${masterKeyFile(dataDir)}（编号 ${mark}）抄写或另存到别处，与备份分开保管。` +
    '没有它，这份备份谁也打不开。'
  )
}

async function drill(file: string, dataDir: string, master: Buffer): Promise<void> {
  const { compared } = await drillBackup({ file, dataDir, master, logs: [] })
  console.log(`演练：已在旁边恢复并逐表比对，${compared} 张表全部一致。`)
}
