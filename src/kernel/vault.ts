import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Database, Tx } from './db.ts'
import { Refusal } from './refusal.ts'
import {
  digestWith,
  keyOf,
  openWith,
  sealWith,
  type DataKey,
  type Profile,
} from './vault/envelope.ts'

/** What keys are for; each has its own, so that one can be replaced without the others. */
export const keyPurposes = {
  fields: '敏感字段',
  lookup: '证件号码检索',
  files: '附件',
  exports: '导出文件',
  secondFactor: '动态口令',
  device: '常用设备',
  backup: '备份',
  seal: '留痕封印',
} as const

export type KeyPurpose = keyof typeof keyPurposes

/** Hides, opens and digests under keys that the database keeps only wrapped. */
export interface Vault {
  /** False when the master key is missing: then nothing sealed can be read or written. */
  readonly open: boolean
  /** Seals bytes for one place, named by `bound` (`table.column.id`); elsewhere they do not open. */
  seal(purpose: KeyPurpose, plain: Uint8Array, bound: string): Buffer
  /** Opens what `seal` made, whichever key of its purpose made it; refuses altered or misplaced bytes. */
  unseal(sealed: Uint8Array, bound: string): Buffer
  /** A keyed digest, 32 bytes; equal texts of one purpose give equal digests. */
  digest(purpose: KeyPurpose, text: string): Buffer
  /** The number of the key in use, as envelopes carry it. */
  current(purpose: KeyPurpose): number
  /** Makes a new key for a purpose; what older keys sealed still opens. */
  renew(db: Database | Tx, purpose: KeyPurpose, profile?: Profile): Promise<number>
  /** Wraps every data key anew under another master key. */
  rewrap(db: Database | Tx, masterKey: Buffer): Promise<void>
  /** Learns of keys that another process made. */
  reload(db: Database | Tx): Promise<void>
}

const missing = () =>
  new Refusal('unavailable', 'vault.locked', '主密钥不在，敏感信息暂时无法读写，请联系系统管理员')
const spoilt = () =>
  new Refusal('unavailable', 'vault.spoilt', '这项密文已被改动或不属于这条记录，请联系系统管理员')

/** The keys of a database under a master key; without one the vault stays shut. */
export async function openVault(
  db: Database,
  masterKey: Buffer | undefined,
  profile: Profile = 'sm4',
): Promise<Vault> {
  if (!masterKey) return shutVault
  let master = masterOf(masterKey)
  const keys = new Map<number, DataKey>()
  const inUse = new Map<string, DataKey>()

  async function reload(db: Database | Tx): Promise<void> {
    const rows = await db
      .selectFrom('dataKey')
      .select(['id', 'purpose', 'profile', 'wrapped', 'retiredAt'])
      .orderBy('id')
      .execute()
    for (const row of rows) {
      const bytes = openWith(master, row.wrapped, `data_key.${row.purpose}`)
      if (!bytes) throw missing()
      const key = keys.get(row.id) ?? { id: row.id, profile: row.profile as Profile, bytes }
      keys.set(row.id, key)
      if (row.retiredAt === null) inUse.set(row.purpose, key)
    }
  }

  async function renew(
    db: Database | Tx,
    purpose: KeyPurpose,
    chosen = inUse.get(purpose)?.profile ?? profile,
  ): Promise<number> {
    const bytes = randomBytes(32)
    await db
      .updateTable('dataKey')
      .set({ retiredAt: new Date() })
      .where('purpose', '=', purpose)
      .where('retiredAt', 'is', null)
      .execute()
    const { id } = await db
      .insertInto('dataKey')
      .values({ purpose, profile: chosen, wrapped: sealWith(master, bytes, `data_key.${purpose}`) })
      .returning('id')
      .executeTakeFirstOrThrow()
    const key = { id, profile: chosen, bytes }
    keys.set(id, key)
    inUse.set(purpose, key)
    return id
  }

  async function rewrap(db: Database | Tx, next: Buffer): Promise<void> {
    const wrapper = masterOf(next)
    const rows = await db.selectFrom('dataKey').select(['id', 'purpose']).execute()
    for (const { id, purpose } of rows) {
      const wrapped = sealWith(wrapper, (keys.get(id) as DataKey).bytes, `data_key.${purpose}`)
      await db.updateTable('dataKey').set({ wrapped }).where('id', '=', id).execute()
    }
    master = wrapper
  }

  function keyFor(purpose: KeyPurpose): DataKey {
    const key = inUse.get(purpose)
    if (!key) throw missing()
    return key
  }

  await reload(db)
  for (const purpose of Object.keys(keyPurposes) as KeyPurpose[])
    if (!inUse.has(purpose)) await renew(db, purpose)

  return {
    open: true,
    seal: (purpose, plain, bound) => sealWith(keyFor(purpose), plain, bound),
    unseal(sealed, bound) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      const key = keys.get(keyOf(bytes) ?? -1)
      const plain = key && openWith(key, bytes, bound)
      if (!plain) throw spoilt()
      return plain
    },
    digest: (purpose, text) => digestWith(keyFor(purpose), text),
    current: (purpose) => keyFor(purpose).id,
    renew,
    rewrap,
    reload,
  }
}

function masterOf(bytes: Buffer): DataKey {
  return { id: 0, profile: 'sm4', bytes }
}

function refuse(): never {
  throw missing()
}

const shutVault: Vault = {
  open: false,
  seal: refuse,
  unseal: refuse,
  digest: refuse,
  current: refuse,
  renew: refuse,
  rewrap: refuse,
  reload: async () => {},
}

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
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
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

function readKey(file: string): Buffer {
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new Refusal(
      'invalid',
      'vault.badKeyFile',
      `密钥文件 ${file} 内容不对：应为 64 个十六进制字符`,
    )
  return Buffer.from(text, 'hex')
}
