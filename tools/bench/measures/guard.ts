import type { Bench, Measure } from '../bench.ts'
import type { Figure } from '../figure.ts'
import type { Action, RequestPlan } from '../load/requests.ts'
import { startServer } from '../server.ts'
import { median } from '../stats.ts'

const titles = { page: 'page', list: 'filtered list', record: 'one record' } as const
const most = 0.25

/** What sessions, rights, row-level security, masks, budgets and trace cost together. */
export const guard: Measure = {
  name: 'guard',
  async run(bench) {
    const bare = await startServer(['tools/bench/unguarded.ts'], {
      DATABASE_URL: bench.url,
      KEY_FILE: bench.keyFile,
      BENCH_SCOPE: String(await scopeOf(bench)),
    })
    try {
      const figures: Figure[] = []
      for (const action of Object.keys(titles) as (keyof typeof titles)[])
        figures.push(await costOf(bench, bare.port, action))
      return figures
    } finally {
      await bare.stop()
    }
  },
}

/** Where the clerk of the guarded side acts, so that both sides list the same people. */
async function scopeOf({ pool, target }: Bench): Promise<number> {
  const { rows } = await pool.query<{ scope: number }>('select region_of($1) as scope', [
    target.homeId,
  ])
  return rows[0]?.scope ?? target.homeId
}

async function costOf(
  bench: Bench,
  barePort: number,
  action: keyof typeof titles,
): Promise<Figure> {
  const { load, quick, server, cookies } = bench
  const [rounds, seconds] = quick ? [3, 0.5] : [7, 2]
  const guarded: number[] = []
  const open: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const with_ = await load.round(planOf(bench, action, server.port, cookies.county), 16, seconds)
    const without = await load.round(planOf(bench, action, barePort, 'none=1'), 16, seconds)
    if (round === 0) continue
    guarded.push(with_.perSecond)
    open.push(without.perSecond)
  }
  const [value, limit] = [median(guarded), median(open)]
  return {
    what: `${titles[action]} with all guards, 16 clients`,
    value,
    unit: '/s',
    limit: { is: 'the same without guards', value: limit },
    aim: { text: `costs ≤ ${most * 100} %`, met: value >= limit * (1 - most) },
  }
}

function planOf(bench: Bench, action: Action, port: number, cookie: string): RequestPlan {
  return { way: 'http', action, port, cookie, target: bench.target }
}
