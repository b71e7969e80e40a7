import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import type pg from 'pg'
import type { Entry } from './entries.ts'
import { lsnOf, segmentNames } from './lsn.ts'
import type { LogPlace } from './manifest.ts'
import { nameMoment } from './moment.ts'
import type { Facts, Source } from './source.ts'
import { slotPrefix } from './stream/slotName.ts'

/** As `pg_basebackup` leaves out: what a start makes anew, and what belongs to this running server alone. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const skipped = /^(postmaster\.(pid|opts)|pgsql_tmp.*|pg_internal\.init.*|backup_label|.*\.signal)$/
const last = 'global/pg_control'
const readBytes = 256 * 1024

/**
 * Begins a physical copy of a running cluster (PostgreSQL's low-level backup, manual §25.3.3). A temporary slot keeps
 * the log until it is copied; both end with the keeper's connection.
 * @param reader is left in a transaction that sees the moment of the copy
 */
export async function beginCopy(
  cluster: string,
  keeper: pg.Client,
  reader: pg.Client,
): Promise<Source> {
  const slot = `chongyang_copy_${randomBytes(6).toString('hex')}`
  await keeper.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
  const about = await aboutServer(keeper)
  const { lsn } = await only<{ lsn: string }>(
    keeper,
    `select pg_backup_start('chongyang', true)::text as lsn`,
  )
  const from = lsnOf(lsn)
  const facts: { all?: Facts } = {}

  async function* entries(): AsyncGenerator<Entry> {
    yield* filesOf(cluster)
    const { label, at } = await only<{ label: string; at: Date }>(
      keeper,
      'select labelfile as label, clock_timestamp() as at from pg_backup_stop(false)',
    )
    yield entryOf('postgres/backup_label', [Buffer.from(label)])
    const moment = await nameMoment(keeper, reader)
    const switched = await only<{ lsn: string }>(keeper, 'select pg_switch_wal()::text as lsn')
    const { timeline, segmentBytes } = about
    for (const name of segmentNames(timeline, from, lsnOf(switched.lsn), segmentBytes))
      yield entryOf(`postgres/pg_wal/${name}`, createReadStream(`${cluster}/pg_wal/${name}`))
    const place = { from, to: moment.lsn, point: moment.point, notBefore: at.toISOString() }
    facts.all = { at: moment.at, exact: moment.exact, log: { ...about, ...place } }
  }
  return {
    head: { kind: 'embedded', from, stream: about.stream ?? undefined },
    entries,
    facts() {
      if (!facts.all) throw new Error('the copy is not complete')
      return facts.all
    },
  }
}

async function aboutServer(keeper: pg.Client): Promise<About> {
  const about = await only<Omit<About, 'segmentBytes'> & { bytes: string }>(
    keeper,
    `select (select system_identifier::text from pg_control_system()) as system,
      (select timeline_id from pg_control_checkpoint()) as timeline,
      (select setting from pg_settings where name = 'wal_segment_size') as bytes,
      (select slot_name::text from pg_replication_slots
        where starts_with(slot_name::text, '${slotPrefix}') and restart_lsn is not null) as stream`,
  )
  const { system, timeline, stream } = about
  return { system, timeline, stream, segmentBytes: Number(about.bytes) }
}

type About = Pick<LogPlace, 'system' | 'timeline' | 'segmentBytes' | 'stream'>

async function only<Row extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<Row> {
  const { rows } = await client.query<Row>(sql)
  return rows[0] as Row
}

async function* filesOf(cluster: string): AsyncGenerator<Entry> {
  for await (const path of walk(cluster))
    if (path !== last) yield entryAt(cluster, path, 'postgres')
  yield entryAt(cluster, last, 'postgres')
}

/** Files below a folder, by their paths in it. A folder that goes meanwhile has nothing. */
export async function* walk(folder: string, below = ''): AsyncGenerator<string> {
  const found = await readdir(`${folder}/${below}`, { withFileTypes: true }).catch(noFiles)
  for (const each of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.test(each.name)) continue
    const path = below ? `${below}/${each.name}` : each.name
    if (each.isFile()) yield path
    else if (each.isDirectory() && !emptied.has(path)) yield* walk(folder, path)
  }
}

function noFiles(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}

/** A file below a folder; one that went meanwhile (a dropped table) is empty, and the log tells of its end. */
export function entryAt(folder: string, path: string, as: string): Entry {
  return entryOf(`${as}/${path}`, contentOf(`${folder}/${path}`))
}

async function* contentOf(file: string): AsyncGenerator<Buffer> {
  const { size } = await lstat(file).catch(() => ({ size: 0 }))
  if (size === 0) return
  try {
    yield* createReadStream(file, { end: size - 1, highWaterMark: readBytes })
  } catch (error) {
    noFiles(error as NodeJS.ErrnoException)
  }
}

function entryOf(path: string, content: Iterable<Buffer> | AsyncIterable<Buffer>): Entry {
  return { path, content: content as AsyncIterable<Buffer> }
}
