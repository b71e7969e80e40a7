import type { Database, Tx } from '#src/kernel/db.ts'
import type { Findings } from './finding.ts'
import { growTree, leafOf } from './merkle.ts'
import { inOrder, ofRows, type KeptLeaf, type Purges } from './purge.ts'
import { rowsOf, type SealedRow } from './rows.ts'
import type { Seal } from './seal.ts'
import { shanghaiTime } from './words.ts'

/** How far two readings of one server's clock may differ before it counts as forged. */
const tolerance = 10_000
/** Numbers are drawn a moment before transactions get theirs; so many may be on the way. */
const idsUnderWay = 1_000
const sealsRemembered = 2_000

/** Reads the rows of seals again, given in order, and compares them with what was sealed. */
export function rowChecker(db: Database | Tx, report: Findings, purges: Purges) {
  const earlier: Seal[] = []

  async function checkRun(seals: readonly Seal[]): Promise<number> {
    const [first, last] = [seals[0] as Seal, seals.at(-1) as Seal]
    const span = { cluster: first.cluster, from: BigInt(first.fromXid), to: BigInt(last.toXid) }
    let read = 0
    let at = 0
    const batchOf = (seal: Seal | undefined) => openBatch(seal ? purges.kept(seal.n) : [])
    let batch = batchOf(first)
    for await (const row of rowsOf(db, span)) {
      while (row.xid >= BigInt((seals[at] as Seal).toXid)) {
        closeBatch(seals[at] as Seal, batch, purges, report)
        remember(seals[at++] as Seal)
        batch = batchOf(seals[at])
      }
      const seal = seals[at] as Seal
      if (row.xid < BigInt(seal.fromXid)) continue
      batch.add(row)
      checkMoment(row, seal)
      read += 1
    }
    for (; at < seals.length; at++) {
      closeBatch(seals[at] as Seal, batch, purges, report)
      remember(seals[at] as Seal)
      batch = batchOf(seals[at + 1])
    }
    return read
  }

  function remember(seal: Seal): void {
    earlier.push(seal)
    if (earlier.length > sealsRemembered * 2) earlier.splice(0, sealsRemembered)
  }

  /** A transaction that began after a seal wrote after it: an older time or number is forged. */
  function checkMoment({ id, xid, at }: SealedRow, seal: Seal): void {
    const { n } = seal
    const wrote = Date.parse(at)
    if (wrote > Date.parse(seal.at) + tolerance)
      report.add(
        'rowForged',
        `第 ${n} 号封印中行号 ${id} 的时间 ${shanghaiTime(at)} 晚于封印：伪造`,
        n,
      )
    const before = lastBefore(xid, seal)
    if (!before || before.at > seal.at) return
    if (wrote < Date.parse(before.at) - tolerance)
      report.add(
        'rowForged',
        `第 ${n} 号封印中行号 ${id} 的时间 ${shanghaiTime(at)} 早于写入之时：事后补写`,
        n,
      )
    else if (id < before.lastId - idsUnderWay)
      report.add('rowForged', `第 ${n} 号封印中行号 ${id} 早于当时的编号：事后补写`, n)
  }

  function lastBefore(xid: bigint, { cluster }: Seal): Seal | undefined {
    return earlier.findLast((one) => one.cluster === cluster && BigInt(one.nextXid) <= xid)
  }

  return {
    /** The number of rows read. */
    async check(seals: readonly Seal[]): Promise<number> {
      let read = 0
      for (const run of runsOf(seals.filter(ofRows))) read += await checkRun(run)
      return read
    },
    /** Seals whose rows are not read, but bound those that are. */
    skip: (seals: readonly Seal[]) => seals.forEach(remember),
  }
}

/** Seals that follow each other in one instance of the database. */
function runsOf(seals: readonly Seal[]): Seal[][] {
  const runs: Seal[][] = []
  for (const seal of seals) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (before && before.cluster === seal.cluster && BigInt(before.toXid) <= BigInt(seal.fromXid))
      run?.push(seal)
    else runs.push([seal])
  }
  return runs
}

/** The rows of one seal; the leaves of those that went with a purge take their places among them. */
function openBatch(kept: readonly KeptLeaf[]) {
  const tree = growTree()
  const ids = { from: Infinity, to: 0 }
  const waiting = [...kept]
  return {
    ids,
    rows: () => tree.count,
    /** The leaves that follow the last row. */
    end(): void {
      for (const { leaf } of waiting.splice(0)) tree.add(leaf)
    },
    root: () => tree.root(),
    add(row: SealedRow): void {
      const { id, line } = row
      while (waiting[0] && inOrder(waiting[0], row) < 0)
        tree.add((waiting.shift() as KeptLeaf).leaf)
      tree.add(leafOf(line))
      ids.from = Math.min(ids.from, id)
      ids.to = Math.max(ids.to, id)
    },
  }
}

function closeBatch(
  seal: Seal,
  batch: ReturnType<typeof openBatch>,
  purges: Purges,
  report: Findings,
): void {
  const { n, at, count } = seal
  const gone = purges.emptied(n)
  batch.end()
  const differs = batch.rows() - (gone ? 0 : count)
  const where = `第 ${n} 号封印（${shanghaiTime(at)}，${count} 行）`
  if (differs < 0) report.add('rowMissing', `${where}少了 ${-differs} 行：留痕被删除`, n)
  else if (differs > 0) report.add('rowAdded', `${where}多了 ${differs} 行：留痕被伪造添加`, n)
  else if (!gone && !batch.root().equals(seal.root))
    report.add('rowChanged', `${where}的留痕被改动，行号在 ${batch.ids.from}—${batch.ids.to}`, n)
}
