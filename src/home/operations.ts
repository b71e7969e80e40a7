import { sql } from 'kysely'
import * as z from 'zod'
import { query } from '#src/kernel/operation.ts'
import { rules, startOfWeek, type RuleCode } from '#src/duties/duty.ts'
import { knownDuty } from '#src/duties/find.ts'
import { almanacOf, type Almanac } from './almanac.ts'

const nothing = z.strictObject({})

export const home = {
  'home.today': query({
    title: '查看今天的日历',
    permission: 'session.use',
    input: nothing,
    run: ({ today }): Promise<Almanac & { today: string }> =>
      Promise.resolve({ today, ...almanacOf(today) }),
  }),

  'home.week': query({
    title: '查看本周办结',
    permission: 'duties.read',
    input: nothing,
    async run(context): Promise<Week> {
      const since = startOfWeek(context.today)
      const { rows } = await sql<{ rule: RuleCode; done: number }>`
        select d.rule, count(*) as done from duty d join retiree r on r.id = d.retiree_id
        where ${knownDuty(context)} and d.state = 'done' and d.closed_on >= ${since}::date
        group by d.rule order by done desc, d.rule`.execute(context.db)
      return { since, done: rows.map((row) => ({ ...row, title: rules[row.rule].title })) }
    },
  }),
}

export interface Week {
  /** Monday. */
  readonly since: string
  readonly done: readonly { rule: RuleCode; title: string; done: number }[]
}
