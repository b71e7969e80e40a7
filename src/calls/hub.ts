import { sql } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import { callColumns, callTables, type CallRow } from './rows.ts'

export interface Hub {
  heard(id: string): void
  /** Something may have been missed: reads on from where it last was sure. */
  reread(): void
  open(actor: Actor, send: (lines: string) => boolean): Promise<() => void>
  count(): number
  close(): void
}

interface Viewer {
  readonly actor: Actor
  /** Regions under the viewer's own: their desks are not the viewer's. */
  readonly below: ReadonlySet<number>
  /** False: the other end is gone or too slow. */
  readonly send: (lines: string) => boolean
}

interface Heard extends CallRow {
  readonly reach: readonly number[] | null
  readonly deskPath: readonly number[]
  readonly changed: string
}

/** Changes that come together are read and sent together. */
const gatherMs = 40

/**
 * One reading of each change for all open pages of this server: what row-level security would show a
 * viewer is decided here by the same words, reach and path.
 */
export function hub(db: Database, complain: (error: unknown) => void): Hub {
  const viewers = new Set<Viewer>()
  const ids = new Set<string>()
  /** The version last sent of each call: what is read twice is sent once. */
  const sent = new Map<number, number>()
  let cursor: string | undefined
  let missed = false
  let running = false

  async function flush(): Promise<void> {
    if (running) return
    running = true
    try {
      while (ids.size > 0 || missed) {
        await pause(gatherMs)
        const again = missed
        const lot = [...ids]
        missed = false
        ids.clear()
        try {
          if (viewers.size > 0) tell(viewers, fresh(await read(lot, again)))
        } catch (error) {
          for (const id of lot) ids.add(id)
          missed = again
          complain(error)
          await pause(1_000)
        }
      }
    } finally {
      running = false
    }
  }

  function fresh(rows: readonly Heard[]): Heard[] {
    if (sent.size > 20_000) sent.clear()
    return rows.filter(({ id, version }) => {
      const isNew = version > (sent.get(id) ?? 0)
      sent.set(id, Math.max(version, sent.get(id) ?? 0))
      return isNew
    })
  }

  async function read(lot: readonly string[], again: boolean): Promise<Heard[]> {
    const since = again ? (cursor ?? (await horizon(db))) : undefined
    const next = again ? await horizon(db) : undefined
    const { rows } = await sql<Heard>`
      select ${callColumns}, retiree.reach, desk.path as desk_path, call.changed::text as changed
      from ${callTables} where call.id = any (${lot}::bigint[])
        ${since === undefined ? sql`` : sql`or call.changed >= ${since}::xid8`}
      order by call.id limit 5000`.execute(db)
    if (next !== undefined) cursor = next
    return rows
  }

  return {
    heard(id) {
      ids.add(id)
      void flush()
    },
    reread() {
      if (viewers.size === 0) return
      missed = true
      void flush()
    },
    async open(actor, send) {
      const { rows } = await sql<{ id: number }>`
        select id from org where kind = 'region' and path @> array[${actor.scopeId}::int]
          and id <> ${actor.scopeId}`.execute(db)
      cursor ??= await horizon(db)
      const viewer = { actor, below: new Set(rows.map(({ id }) => id)), send }
      viewers.add(viewer)
      return () => void viewers.delete(viewer)
    },
    count: () => viewers.size,
    close: () => viewers.clear(),
  }
}

/** All transactions before this one have ended; what changes from now on is at or after it. */
async function horizon(db: Database): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as at`.execute(db)
  return rows[0]?.at ?? '0'
}

function tell(viewers: Set<Viewer>, rows: readonly Heard[]): void {
  if (rows.length === 0) return
  const lines = rows.map(linesOf)
  for (const viewer of viewers) {
    const text = rows
      .map((row, index) => lineFor(viewer, row, lines[index] as Lines))
      .filter((line) => line !== '')
      .join('')
    if (text !== '' && !viewer.send(text)) viewers.delete(viewer)
  }
}

interface Lines {
  readonly named: string
  readonly unnamed: string
}

function linesOf({ reach: _reach, deskPath: _path, changed: _changed, ...row }: Heard): Lines {
  const line = (shown: CallRow) => `event: call\ndata: ${JSON.stringify(shown)}\n\n`
  const hidden = { name: null, unit: null, community: null, retireeId: null }
  return { named: line(row), unnamed: line({ ...row, ...hidden }) }
}

/** The same as the rows of `calls.desk`: by reach or by desk, and never past another region's desk. */
function lineFor({ actor, below }: Viewer, row: Heard, { named, unnamed }: Lines): string {
  const reached = row.reach?.includes(actor.scopeId) ?? false
  if (!reached && !row.deskPath.includes(actor.scopeId)) return ''
  const told = actor.accountId !== null && row.told.includes(actor.accountId)
  if (!told && row.deskPath.some((step) => below.has(step))) return ''
  return reached ? named : unnamed
}
