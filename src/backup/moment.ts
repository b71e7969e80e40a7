import type pg from 'pg'
import { setTimeout as pause } from 'node:timers/promises'
import { lsnOf, type Lsn } from './lsn.ts'
import { tableNames } from './tables.ts'

export interface Moment {
  readonly point: string
  readonly at: string
  readonly lsn: Lsn
  /** The reader's transaction sees exactly what is in the log up to the point. */
  readonly exact: boolean
}

const tries = 5
const pauseMs = 400
/** We give way first, so that nobody's work fails because of a backup. */
const patience = "set local lock_timeout = '1500ms'; set local deadlock_timeout = '50ms'"

/**
 * Names a moment in the log of changes, and opens a transaction on `reader` that sees exactly that moment: no
 * write is under way while the name is written. Where work of many seconds does not let it, the moment is not exact.
 */
export async function nameMoment(keeper: pg.Client, reader: pg.Client): Promise<Moment> {
  for (let round = 1; round <= tries; round++) {
    const found = await nameQuietMoment(keeper, reader)
    if (found) return found
    await pause(pauseMs * round)
  }
  await openReader(reader)
  return { ...(await writePoint(keeper)), exact: false }
}

async function nameQuietMoment(keeper: pg.Client, reader: pg.Client): Promise<Moment | undefined> {
  const names = await tableNames(keeper)
  await keeper.query('begin')
  try {
    await keeper.query(patience)
    if (names.length) await keeper.query(`lock table ${names.join()} in share mode`)
    await openReader(reader)
    return { ...(await writePoint(keeper)), exact: true }
  } catch (error) {
    await reader.query('rollback').catch(() => undefined)
    if (['55P03', '40P01'].includes((error as { code?: string }).code ?? '')) return undefined
    throw error
  } finally {
    await keeper.query('rollback')
  }
}

async function openReader(reader: pg.Client): Promise<void> {
  await reader.query('begin isolation level repeatable read read only')
  await reader.query('select pg_current_snapshot()')
}

async function writePoint(keeper: pg.Client): Promise<Omit<Moment, 'exact'>> {
  const point = `chongyang_${Date.now().toString(36)}`
  const { rows } = await keeper.query<{ lsn: string; at: Date }>(
    'select pg_create_restore_point($1)::text as lsn, clock_timestamp() as at',
    [point],
  )
  const [row] = rows
  return { point, lsn: lsnOf(row?.lsn ?? ''), at: (row?.at ?? new Date()).toISOString() }
}
