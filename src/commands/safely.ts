import { resolve } from 'node:path'
import { keepBackups } from '#src/backup/keeper.ts'
import { existingMasterKey } from '#src/kernel/vault.ts'
import type { Platform } from './platform.ts'

/**
 * The platform with its embedded database kept safe while it runs: log of changes and nightly backups.
 * `BACKUP=off` leaves that to others; an outside database is kept by those who run it.
 */
export function safely(platform: Platform): Platform {
  if (process.env['DATABASE_URL'] || process.env['BACKUP'] === 'off') return platform
  const dataDir = resolve(process.env['DATA_DIR'] ?? './data')
  const master = existingMasterKey(dataDir)
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
