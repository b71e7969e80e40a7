import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { openWith, type DataKey, type Profile } from '#src/kernel/vault/envelope.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/** The key that hides a backup, itself hidden by the master key: travels in the open. */
export interface WrappedKey {
  readonly id: number
  readonly profile: Profile
  readonly wrapped: string
  /** Tells which master key it takes, without telling the key. */
  readonly master: string
}

/** Eight digits by which people tell master keys apart, on paper and in sentences. */
export function markOf(master: Buffer): string {
  return createHmac('sm3', master).update('chongyang.master').digest('hex').slice(0, 8)
}

/** The backup key in use, as the database keeps it. Refuses (`backup.noKey`) where none was made yet. */
export async function readWrappedKey(client: pg.Client, master: Buffer): Promise<WrappedKey> {
  const { rows } = await client.query<{ id: number; profile: Profile; wrapped: Buffer }>(
    `select id, profile, wrapped from data_key where purpose = 'backup' and retired_at is null`,
  )
  const [row] = rows
  if (!row)
    throw new Refusal('missing', 'backup.noKey', '备份密钥还没有建立，请先启动一次程序再备份')
  return { ...row, wrapped: row.wrapped.toString('base64'), master: markOf(master) }
}

/** Opens a wrapped key; refuses (`backup.wrongKey`) the wrong master key by both marks. */
export function openKey(wrapped: WrappedKey, master: Buffer): DataKey {
  const wrapper: DataKey = { id: 0, profile: 'sm4', bytes: master }
  const bytes = openWith(wrapper, Buffer.from(wrapped.wrapped, 'base64'), 'data_key.backup')
  if (bytes) return { id: wrapped.id, profile: wrapped.profile, bytes }
  throw new Refusal(
    'conflict',
    'backup.wrongKey',
    `主密钥不对：这份备份要用编号 ${wrapped.master} 的主密钥，现在的是 ${markOf(master)}。` +
      '请把备份时的 master.key 放回 keys 目录，或用 KEY_FILE 指定它。没有改动任何数据。',
  )
}
