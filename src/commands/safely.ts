import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { keepBackups } from '#src/backup/keeper.ts'
import { restoringFolder } from '#src/backup/restore.ts'
import { giveUpLogs } from '#src/backup/stream/slot.ts'
import { existingMasterKey } from '#src/kernel/vault.ts'
import type { Platform } from './platform.ts'

/**
 * The platform with its embedded database kept safe while it runs: log of changes and nightly backups. With
 * `BACKUP=off` others see to that; an outside database is kept by those who run it. What a killed restore left lying
 * open is removed.
 */
export async function safely(platform: Platform): Promise<Platform> {
  if (process.env['DATABASE_URL']) return platform
  if (process.env['BACKUP'] === 'off') {
    await giveUpLogs(platform.url)
    return platform
  }
  const dataDir = resolve(process.env['DATA_DIR'] ?? './data')
  const master = existingMasterKey(dataDir)
  await rm(`${dataDir}/${restoringFolder}`, { recursive: true, force: true })
  const complain = (sentence: string) => console.error(sentence)
  if (!master) {
    complain('主密钥不在，自动备份没有开启。')
    return platform
  }
  const keeper = keepBackups({ url: platform.url, dataDir, master, complain })
  return {
    ...platform,
    async stop() {
      await keeper.stop()
      await platform.stop()
    },
  }
}
