import { dirname, join, resolve } from 'node:path'

/** Where the nightly backups go: `BACKUP_DIR`, best on another disk, else `backups` in the data folder. */
export function backupFolder(dataDir: string): string {
  return resolve(process.env['BACKUP_DIR'] ?? join(dataDir, 'backups'))
}

/** Where the kept logs of changes lie. */
export function logFolder(dataDir: string): string {
  return join(backupFolder(dataDir), 'log')
}

/** Where the log that goes on from a backup may lie: beside it, or where it is kept. */
export function logFolders(file: string, dataDir: string): string[] {
  return [...new Set([join(dirname(file), 'log'), logFolder(dataDir)])]
}
