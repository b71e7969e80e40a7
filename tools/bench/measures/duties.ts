import { addDays } from '#src/kernel/day.ts'
import { advanceDuties, rebuildDuties, refreshDuties } from '#src/duties/refresh.ts'
import type { Bench, Measure } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { medianTime, timed } from '../stats.ts'

const scan = 'select count(*), sum(length(full_name)), max(verified_on) from retiree'

/** The whole ledger from nothing beside one scan of the people; and a night with 1 % changed. */
export const duties: Measure = {
  name: 'duties',
  async run(bench) {
    const scanMs = await medianTime(3, () => bench.pool.query(scan))
    const rebuilt = await timed(() => inTransaction(bench, (db) => rebuildDuties(db, bench.today)))
    const night = await nightMs(bench)
    return [
      {
        what: `all duties of ${bench.people} people from nothing`,
        value: rebuilt.ms / 1000,
        unit: 's',
        limit: { is: 'one sequential scan of the people', value: scanMs / 1000 },
        aim: aim(rebuilt.ms / 1000, 20, bench.people),
        note: `${rebuilt.result} duties`,
      },
      {
        what: 'night run, 1 % of the people changed',
        value: night / 1000,
        unit: 's',
        limit: { is: 'one sequential scan of the people', value: scanMs / 1000 },
        aim: aim(night / 1000, 2, bench.people),
      },
    ] satisfies Figure[]
  },
}

function aim(seconds: number, most: number, people: number): NonNullable<Figure['aim']> {
  return {
    text: `≤ ${most} s for 1,000,000 people, in proportion`,
    met: seconds <= most * Math.max(people / 1_000_000, 0.1),
  }
}

function inTransaction<T>(
  { db }: Bench,
  work: Parameters<ReturnType<Bench['db']['transaction']>['execute']>[0],
) {
  return db.transaction().execute(work) as Promise<T>
}

/** Every hundredth person gets another birthday; then the ledger moves on by a day. */
async function nightMs(bench: Bench): Promise<number> {
  const { rows } = await bench.pool.query<{ id: number }>(
    `update retiree set birth_archive = to_char(birth_first + 3, 'YYYY-MM-DD')
     where id % 100 = 7 and length(birth_archive) = 10 returning id`,
  )
  const ids = rows.map(({ id }) => Number(id))
  const { ms } = await timed(() =>
    bench.db.transaction().execute(async (db) => {
      await advanceDuties(db, addDays(bench.today, 1))
      await refreshDuties(db, ids, addDays(bench.today, 1))
    }),
  )
  return ms
}
