import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { compareAnchor } from './compareAnchor.ts'
import type { AnchorPlace } from './anchor.ts'
import { rowChecker } from './checkRows.ts'
import { findings, type Findings } from './finding.ts'
import { purgesOf } from './purge.ts'
import { chainHash, instant, lastSeal, noHash, sealsFrom, type Seal } from './seal.ts'
import { publicKeys } from './sealKey.ts'
import { verifies } from './signature.ts'

export interface Verification {
  readonly seals: number
  /** Rows whose contents were compared with their seals. */
  readonly rows: number
  /** Rows that wait for their seal. */
  readonly pending: number
  readonly findings: Findings['found']
  /** What is no fault but worth knowing. */
  readonly notices: readonly string[]
}

export interface VerifyOptions {
  readonly places: readonly AnchorPlace[]
  /** The first day (UTC) whose rows are read again; the chain itself is always checked whole. */
  readonly fromDay?: string | undefined
}

/**
 * Compares the trace with its seals, the seals with each other, their signatures and the anchors
 * outside: finds edited, deleted, added and back-dated rows, removed and rewritten seals, a cut tail,
 * and another key. Rows of the last seconds may still wait for their seal.
 */
export async function verifyTrace(
  db: Database | Tx,
  { places, fromDay }: VerifyOptions,
): Promise<Verification> {
  const report = findings()
  const last = (await lastSeal(db))?.n ?? 0
  const keys = await publicKeys(db)
  const rows = rowChecker(db, report, await purgesOf(db, report))
  const spans: Span[] = []
  const read = { seals: 0, rows: 0 }
  const start = fromDay ? `${fromDay}T00:00:00.000000Z` : ''
  for await (const seals of chain(db, last, report)) {
    read.seals += seals.length
    checkSignatures(seals, last, keys, report)
    rows.skip(seals.filter(({ at }) => at < start))
    read.rows += await rows.check(seals.filter(({ at }) => at >= start))
    for (const seal of seals) widen(spans, seal)
  }
  const pending = await checkUnsealed(db, report)
  if (!fromDay) await checkOutside(db, spans, report)
  for (const place of places) await compareAnchor(db, place, { last, keys }, report)
  return {
    ...read,
    pending,
    findings: report.found,
    notices: report.notices,
  }
}

/** The seals in order, some hundreds at a time, each compared with the one before. */
async function* chain(db: Database | Tx, last: number, report: Findings): AsyncGenerator<Seal[]> {
  let before: Seal | undefined
  for (let n = 1; n <= last;) {
    const seals = (await sealsFrom(db, n, { limit: 500 })).filter((seal) => seal.n <= last)
    for (const seal of seals) {
      checkLink(before, seal, report)
      before = seal
    }
    yield seals
    n = (seals.at(-1)?.n ?? last) + 1
  }
}

/** Whether a seal follows the one before it. */
export function checkLink(before: Seal | undefined, seal: Seal, report: Findings): void {
  const expected = (before?.n ?? 0) + 1
  const whole = seal.n === expected
  if (!whole) report.add('sealMissing', `缺少第 ${rangeOf(expected, seal.n - 1)} 号封印`, expected)
  const previous = before?.hash ?? noHash
  if (whole && !chainHash(previous, seal.root, seal).equals(seal.hash))
    report.add('sealChanged', `第 ${seal.n} 号封印与前一号接不上，或已被改动`, seal.n)
  if (!before) return
  if (seal.at < before.at) report.notice(`第 ${seal.n} 号封印的时间早于前一号：服务器时钟被回拨过`)
  if (seal.cluster !== before.cluster)
    report.notice(`自第 ${seal.n} 号封印起换了数据库实例（恢复或迁移）`)
  else if (whole && seal.fromXid !== before.toXid)
    report.add('sealChanged', `第 ${seal.n} 号封印的范围与前一号不相接`, seal.n)
}

const rangeOf = (from: number, to: number) => (from === to ? `${from}` : `${from}—${to}`)

/** A signature vouches for all that is before it; the newest and each hundredth are enough. */
export function checkSignatures(
  seals: readonly Seal[],
  last: number,
  keys: ReadonlyMap<number, string>,
  report: Findings,
): void {
  for (const { n, keyId, hash, signature } of seals) {
    if (n <= last - 100 && n % 100 !== 0) continue
    const key = keys.get(keyId)
    if (!key || !verifies(hash, signature, key))
      report.add('signature', `第 ${n} 号封印的签名不对`, n)
  }
}

/** Rows that wait for their seal, also those of an instance that has just been left. */
async function checkUnsealed(db: Database | Tx, report: Findings): Promise<number> {
  const { cluster, nextXid } = await instant(db)
  const { rows } = await sql<{ pending: number; ahead: number; spoilt: number }>`
    select count(*) as pending,
      count(*) filter (where trace.cluster = ${cluster} and trace.xid >= ${nextXid}::xid8) as ahead,
      count(*) filter (where at > clock_timestamp() + interval '1 minute') as spoilt
    from trace, (
      select distinct on (cluster) cluster, to_xid from (
        (select cluster, to_xid from seal order by n desc limit 1)
        union all
        (select cluster, to_xid from seal where cluster = ${cluster} order by to_xid desc limit 1)
        union all select ${cluster}::integer, '0'
      ) as ends order by cluster, to_xid desc
    ) as sealed
    where trace.cluster = sealed.cluster and trace.xid >= sealed.to_xid`.execute(db)
  const { pending = 0, ahead = 0, spoilt = 0 } = rows[0] ?? {}
  if (ahead > 0) report.add('rowForged', `有 ${ahead} 行的事务号还没有分配过：伪造`)
  if (spoilt > 0) report.add('rowForged', `有 ${spoilt} 行的时间在将来：伪造，或服务器时钟不准`)
  return pending
}

interface Span {
  readonly cluster: number
  readonly from: string
  to: string
}

/** Stretches of transactions that the seals cover, one for each stay in an instance. */
function widen(spans: Span[], { cluster, fromXid, toXid }: Seal): void {
  const last = spans.at(-1)
  if (last?.cluster === cluster) last.to = toXid
  else spans.push({ cluster, from: fromXid, to: toXid })
}

/** Rows that no seal covers and that no seal will. */
async function checkOutside(db: Database | Tx, spans: Span[], report: Findings): Promise<void> {
  const { cluster } = await instant(db)
  const open = spans.at(-1)
  const known = spans.map((span) => ({ ...span, open: span === open || span.cluster === cluster }))
  if (known.every((span) => span.cluster !== cluster))
    known.push({ cluster, from: '0', to: '0', open: true })
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from trace where not exists (
      select from jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
        as span(cluster integer, "from" text, "to" text, open boolean)
      where span.cluster = trace.cluster and trace.xid >= span."from"::xid8
        and (span.open or trace.xid < span."to"::xid8))`.execute(db)
  const count = rows[0]?.count ?? 0
  if (count > 0) report.add('rowAdded', `有 ${count} 行不属于任何封印：伪造`)
}
