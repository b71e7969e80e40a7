import { randomBytes } from 'node:crypto'
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

export { existingMasterKey, masterKeyFile, masterKeyOf } from './vault/masterKey.ts'

/** What keys are for; each has its own, so that one can be replaced without the others. */
const keyPurposes = {
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
  /** The digests under every key that rows may still carry, the one in use first; one unless keys are being renewed. */
  digests(purpose: KeyPurpose, text: string): Buffer[]
  /** The number of the key in use, as envelopes carry it. */
  current(purpose: KeyPurpose): number
  /** Makes a new key for a purpose; what older keys sealed still opens. */
  renew(db: Database | Tx, purpose: KeyPurpose, profile?: Profile): Promise<number>
  /** Wraps every data key anew under another master key. */
  rewrap(db: Database | Tx, masterKey: Buffer): Promise<void>
  /** Learns of keys that another process made. */
  reload(db: Database | Tx): Promise<void>
}

export const unknownKeyCode = 'vault.unknownKey'

const missing = () =>
  new Refusal('unavailable', 'vault.locked', '主密钥不在，敏感信息暂时无法读写，请联系系统管理员')
/** The door learns of new keys and tries once more when it meets this one. */
const unknownKey = () => new Refusal('unavailable', unknownKeyCode, '密钥刚刚更换，请再试一次')
const spoilt = () =>
  new Refusal('unavailable', 'vault.spoilt', '这项密文已被改动或不属于这条记录，请联系系统管理员')

/**
 * The keys of a database under a master key; without one the vault stays shut. `again` reads the master key
 * anew, for keys that were wrapped under another one since.
 */
export async function openVault(
  db: Database,
  masterKey: Buffer | undefined,
  profile: Profile = 'sm4',
  again: () => Buffer | undefined = () => undefined,
): Promise<Vault> {
  if (!masterKey) return shutVault
  let master = masterOf(masterKey)
  const keys = new Map<number, DataKey>()
  const inUse = new Map<string, DataKey>()
  const older = new Map<string, DataKey[]>()
  /** Numbers of keys that were met before they were known, with the readings of keys begun until then. */
  const sought = new Map<number, number>()
  let begun = 0
  let ended = 0

  function unwrap(wrapped: Buffer, purpose: string): Buffer {
    const bytes = openWith(master, wrapped, `data_key.${purpose}`)
    if (bytes) return bytes
    const next = again()
    const opened = next && openWith(masterOf(next), wrapped, `data_key.${purpose}`)
    if (!opened) throw missing()
    master = masterOf(next)
    return opened
  }

  async function reload(db: Database | Tx): Promise<void> {
    const reading = ++begun
    const rows = await db
      .selectFrom('dataKey')
      .select(['id', 'purpose', 'profile', 'wrapped', 'retiredAt', 'emptiedAt'])
      .orderBy('id', 'desc')
      .execute()
    older.clear()
    for (const { id, purpose, wrapped, ...row } of rows) {
      const known = keys.get(id)
      const bytes = known?.bytes ?? unwrap(wrapped, purpose)
      const key = known ?? { id, profile: row.profile as Profile, bytes }
      keys.set(id, key)
      if (row.retiredAt === null) inUse.set(purpose, key)
      else if (row.emptiedAt === null) older.set(purpose, [...(older.get(purpose) ?? []), key])
    }
    ended = Math.max(ended, reading)
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
    const before = inUse.get(purpose)
    if (before) older.set(purpose, [before, ...(older.get(purpose) ?? [])])
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
      const number = keyOf(bytes)
      const key = keys.get(number ?? -1)
      if (number !== undefined && !key) {
        const since = sought.get(number) ?? begun
        sought.set(number, since)
        if (ended <= since) throw unknownKey()
      }
      const plain = key && openWith(key, bytes, bound)
      if (!plain) throw spoilt()
      return plain
    },
    digest: (purpose, text) => digestWith(keyFor(purpose), text),
    digests: (purpose, text) =>
      [keyFor(purpose), ...(older.get(purpose) ?? [])].map((key) => digestWith(key, text)),
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
  digests: refuse,
  current: refuse,
  renew: refuse,
  rewrap: refuse,
  reload: async () => {},
}
