import { call } from '../accounts.ts'
import type { Bench, Measure } from '../bench.ts'
import { median, percentile, timed } from '../stats.ts'

/** From sending one fact about one person until the ledger shows the duty that it closed. */
export const visible: Measure = {
  name: 'visible',
  async run(bench) {
    const times: number[] = []
    const rounds = bench.quick ? 5 : 40
    for (const id of await peopleOwed(bench, rounds))
      times.push((await timed(() => verifyAndLook(bench, id))).ms)
    const p95 = percentile(times, 0.95)
    return [
      {
        what: 'one verification until the ledger shows it',
        value: median(times),
        unit: 'ms',
        p95Ms: p95,
        aim: { text: '≤ 50 ms', met: p95 <= 50 },
      },
    ]
  },
}

/** People whose yearly verification is open. */
async function peopleOwed({ pool, target }: Bench, count: number): Promise<number[]> {
  const { rows } = await pool.query<{ retiree_id: number }>(
    `select distinct retiree_id from duty where state = 'open' and rule = 'recordVerification'
     and retiree_id between $1 and $2 limit $3`,
    [target.firstId, target.lastId, count],
  )
  return rows.map((row) => Number(row.retiree_id))
}

async function verifyAndLook({ pool, server, cookies, today }: Bench, id: number): Promise<void> {
  const input = { ids: [id], on: today, method: 'phone' }
  await call(server.port, cookies.county, 'roster.verify', input)
  const { rows } = await pool.query<{ state: string }>(
    `select state from duty where retiree_id = $1 and rule = 'recordVerification'
     order by period desc limit 1`,
    [id],
  )
  if (rows[0]?.state !== 'done') throw new Error(`the ledger still says ${rows[0]?.state} of ${id}`)
}
