import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Database } from '../db.ts'
import { Refusal } from '../refusal.ts'

/**
 * The master key: 64 hexadecimal digits in `KEY_FILE`, or in `keys/master.key` of the data folder, readable to
 * its owner alone. Made at the first start; once data keys exist, a missing file is never replaced.
 */
export async function masterKeyOf(db: Database, dataDir: string): Promise<Buffer | undefined> {
  const file = masterKeyFile(dataDir)
  if (existsSync(file)) return readKey(file)
  const used = await db.selectFrom('dataKey').select('id').limit(1).executeTakeFirst()
  if (used) return undefined
  const made = randomBytes(32)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, `${made.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return made
}

/** The master key without a database at hand; undefined where there is none. */
export function existingMasterKey(dataDir: string): Buffer | undefined {
  const file = masterKeyFile(dataDir)
  return existsSync(file) ? readKey(file) : undefined
}

/** Where the master key lies. */
export function masterKeyFile(dataDir: string): string {
  return resolve(process.env['KEY_FILE'] ?? join(dataDir, 'keys', 'master.key'))
}

/** The key in a file; refused where the file holds anything else. */
export function readKey(file: string): Buffer {
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new Refusal(
      'invalid',
      'vault.badKeyFile',
      `密钥文件 ${file} 内容不对：应为 64 个十六进制字符`,
    )
  return Buffer.from(text, 'hex')
}
