import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import pg from 'pg'
import { lsnOf } from '../lsn.ts'
import { syncFolder } from '../syncFolder.ts'
import { mendLog } from './logFolder.ts'
import { slotPrefix } from './slotName.ts'

export interface Place {
  /** Name of the slot and of the folder. */
  readonly stream: string
  readonly folder: string
  readonly from: number
}

interface Slot {
  readonly name: string
  readonly lsn: string | null
  readonly active: boolean
}

/**
 * Where to go on with the kept log: after what the folder already holds, or with a new log where the server no
 * longer has what would follow.
 */
export async function findPlace(url: string, logs: string, master: Buffer): Promise<Place> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<Slot>(
      `select slot_name::text as name, restart_lsn::text as lsn, active from pg_replication_slots
      where starts_with(slot_name::text, $1)`,
      [slotPrefix],
    )
    for (const slot of rows) {
      const folder = `${logs}/${slot.name}`
      const from = slot.lsn && existsSync(folder) && (await startOf(folder, slot.lsn, master))
      if (from) return { stream: slot.name, folder, from }
      await dropSlot(client, slot.name)
    }
    return await beginLog(client, logs)
  } finally {
    await client.end()
  }
}

/** Where a log goes on; undefined where it was sealed under a former master key, and so ends. */
async function startOf(folder: string, lsn: string, master: Buffer): Promise<number | undefined> {
  try {
    return (await mendLog(folder, master)) ?? lsnOf(lsn)
  } catch (error) {
    if ((error as { code?: string }).code === 'backup.wrongKey') return undefined
    throw error
  }
}

async function beginLog(client: pg.Client, logs: string): Promise<Place> {
  const stream = `${slotPrefix}${randomBytes(6).toString('hex')}`
  const folder = `${logs}/${stream}`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await syncFolder(logs)
  const { rows } = await client.query<{ lsn: string }>(
    'select lsn::text from pg_create_physical_replication_slot($1, true)',
    [stream],
  )
  return { stream, folder, from: lsnOf(rows[0]?.lsn ?? '') }
}

/** Gives a log up: the server may drop what it kept for it. */
export async function giveUp(url: string, stream: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await dropSlot(client, stream).finally(() => client.end())
}

/** Gives every log up that nobody receives. */
export async function giveUpLogs(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client
    .query(
      `select pg_drop_replication_slot(slot_name) from pg_replication_slots
      where starts_with(slot_name::text, $1) and not active`,
      [slotPrefix],
    )
    .finally(() => client.end())
}

async function dropSlot(client: pg.Client, name: string): Promise<void> {
  await client.query(
    'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1',
    [name],
  )
}

/** The log that is kept at present. */
export async function currentStream(url: string): Promise<string | undefined> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select slot_name::text as name from pg_replication_slots
      where starts_with(slot_name::text, $1) and restart_lsn is not null`,
      [slotPrefix],
    )
    return rows[0]?.name
  } finally {
    await client.end()
  }
}
