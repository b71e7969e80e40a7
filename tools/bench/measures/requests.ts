import type { Bench, Measure } from '../bench.ts'
import type { Figure } from '../figure.ts'
import type { Pace } from '../load/load.ts'
import type { Action, RequestPlan } from '../load/requests.ts'
import type { StatementPlan } from '../load/statements.ts'
import { processorTimeOf } from '../processes.ts'
import { median } from '../stats.ts'

type SqlAction = StatementPlan['action']

/**
 * Requests a second of the best of Directus, NocoBase and Strapi at 16 clients, measured with
 * 200,000 invented people of some 30 fields on 2 shared cores beside PostgreSQL 15.
 */
const bestPeer: Readonly<Record<SqlAction, number>> = {
  page: 62,
  list: 19,
  record: 152,
  update: 88,
  create: 79,
}
const shareOfSql: Readonly<Record<SqlAction, number>> = {
  page: 0.4,
  list: 0.4,
  record: 0.25,
  update: 0.25,
  create: 0.25,
}
const titles: Readonly<Record<SqlAction, string>> = {
  page: 'page without filter, exact count',
  list: 'filtered list, exact count',
  record: 'one record',
  update: 'update',
  create: 'create',
}

/** Pages, lists, records, updates and creations by HTTP beside the bare SQL of the same work. */
export const requests: Measure = {
  name: 'requests',
  async run(bench) {
    const figures: Figure[] = []
    for (const action of Object.keys(titles) as SqlAction[])
      for (const clients of [1, 16, 64]) figures.push(await figureOf(bench, action, clients))
    figures.push(...(await wideLists(bench)))
    return figures
  },
}

async function figureOf(bench: Bench, action: SqlAction, clients: number): Promise<Figure> {
  const http = planOf(bench, action, bench.cookies.county)
  const { url, today, target } = bench
  const sql: StatementPlan = { way: 'sql', action, url, today, target: sqlTarget(bench) ?? target }
  const before = processorTimeOf(bench.server.pid)
  const { ours, theirs } = await alternate(bench, http, sql, clients)
  const used = (processorTimeOf(bench.server.pid) ?? 0) - (before ?? 0)
  const pace = middle(ours)
  const limit = middle(theirs)
  const count = ours.reduce((sum, each) => sum + each.count, 0)
  return {
    what: `${titles[action]}, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
    value: pace.perSecond,
    unit: '/s',
    p95Ms: pace.p95,
    limit: { is: 'bare SQL by the driver', value: limit.perSecond },
    ...(clients === 16 && { aim: aimOf(action, pace.perSecond, limit.perSecond) }),
    note: `SQL p95 ${limit.p95.toFixed(1)} ms; server CPU ${(used / count).toFixed(2)} ms${failuresOf([...ours, ...theirs])}`,
  }
}

/** The statements change other people than the requests do, so that versions stay known. */
function sqlTarget({ target }: Bench) {
  const half = Math.floor((target.firstId + target.lastId) / 2)
  return { ...target, firstId: half + 1 }
}

function planOf(bench: Bench, action: Action, cookie: string): RequestPlan {
  const half = Math.floor((bench.target.firstId + bench.target.lastId) / 2)
  return {
    way: 'http',
    action,
    port: bench.server.port,
    cookie,
    target: { ...bench.target, lastId: half },
  }
}

async function alternate(
  { load, quick }: Bench,
  http: RequestPlan,
  sql: StatementPlan,
  clients: number,
) {
  const [rounds, seconds] = quick ? [1, 0.5] : [3, 2]
  await load.round(http, clients, seconds / 2)
  await load.round(sql, clients, seconds / 2)
  const ours: Pace[] = []
  const theirs: Pace[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await load.round(http, clients, seconds))
    theirs.push(await load.round(sql, clients, seconds))
  }
  return { ours, theirs }
}

/** The round in the middle by rate. */
function middle(paces: readonly Pace[]): Pace {
  const rate = median(paces.map(({ perSecond }) => perSecond))
  return paces.find(({ perSecond }) => perSecond === rate) as Pace
}

function failuresOf(paces: readonly Pace[]): string {
  const failures = paces.reduce((sum, each) => sum + each.failures, 0)
  const first = paces.find((each) => each.failures)?.firstFailure
  return failures ? `; ${failures} failed: ${first}` : ''
}

function aimOf(action: SqlAction, perSecond: number, bare: number) {
  const wanted = bestPeer[action] * 20
  const share = shareOfSql[action]
  return {
    text: `≥ ${wanted}/s (20 × best peer) and ≥ ${share * 100} % of SQL`,
    met: perSecond >= wanted && perSecond >= bare * share,
  }
}

/** The same list for one who reaches everybody: over one county, and over all there are. */
async function wideLists(bench: Bench): Promise<Figure[]> {
  const seconds = bench.quick ? 1 : 4
  const county = bench.counties[0]?.orgs[0]?.id ?? 1
  const figures: Figure[] = []
  for (const [name, orgId] of [
    ['one county', county],
    [`all ${bench.people}`, 1],
  ] as const) {
    const plan = planOf(bench, 'list', bench.cookies.province)
    const wide = { ...plan, target: { ...bench.target, orgId } }
    await bench.load.round(wide, 1, seconds / 2)
    const pace = await bench.load.round(wide, 1, seconds)
    figures.push({
      what: `filtered list over ${name}, province clerk, 1 client`,
      value: pace.perSecond,
      unit: '/s',
      p95Ms: pace.p95,
      aim: { text: 'p95 ≤ 60 ms at 1,000,000 people', met: pace.p95 <= 60 },
      note: failuresOf([pace]),
    })
  }
  return figures
}
