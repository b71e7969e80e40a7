import { sql } from 'kysely'
import { addDays } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import {
  endOfWeek,
  leadDays,
  rules,
  startOfWeek,
  type CoverageGroup,
  type RuleCode,
} from './duty.ts'
import { dueInYear, knownDuty, withinReach } from './find.ts'
import type { CoverageRow, Summary } from './list.ts'

const keys = {
  owner: sql`d.owner_id`,
  managingUnit: sql`r.managing_unit_id`,
  community: sql`r.community_id`,
  rule: sql`d.rule`,
} as const

interface Counted {
  readonly key: number | RuleCode | null
  readonly name: string | null
  readonly owed: number
  readonly done: number
  readonly waived: number
  readonly overdue: number
}

/**
 * Of what fell due in a year and has opened: how much was owed, done, waived and is overdue, by
 * group, the most overdue first. What was withdrawn is not owed.
 */
export async function coverageOf(
  context: Context,
  by: CoverageGroup,
  year: number,
  rule?: RuleCode,
): Promise<CoverageRow[]> {
  const only = rule ? sql`d.rule = ${rule}::duty_rule` : sql`true`
  const { rows } = await sql<Counted>`
    select g.*, ${by === 'rule' ? sql`null` : sql`(select o.name from org o where o.id = g.key)`} as name
    from (
      select ${keys[by]} as key, count(*) as owed, count(*) filter (where d.state = 'done') as done,
        count(*) filter (where d.state = 'waived') as waived,
        count(*) filter (where d.state = 'open' and d.due_on < ${context.today}::date) as overdue
      from duty d join retiree r on r.id = d.retiree_id
      where ${knownDuty(context)} and ${only} and d.state <> 'withdrawn' and ${dueInYear(year)}
        and d.from_on <= ${context.today}::date
      group by 1
    ) g order by g.overdue desc, g.owed desc, g.key limit 2000`.execute(context.db)
  return rows.map((row) => coverageRow(row, by))
}

function coverageRow({ key, name, owed, done, waived, overdue }: Counted, by: CoverageGroup) {
  const called = by === 'rule' ? rules[key as RuleCode].title : name
  const dutiful = owed - waived
  return {
    key,
    name: called ?? '未登记',
    owed,
    done,
    waived,
    open: dutiful - done,
    overdue,
    rate: dutiful > 0 ? done / dutiful : null,
  }
}

/** The numbers of the first page; each opens its list. */
export async function summaryOf(context: Context): Promise<Summary> {
  const { today } = context
  const sunday = endOfWeek(today)
  const { rows } = await sql<Summary>`
    select
      count(*) filter (where d.due_on = ${today}::date) as today,
      count(*) filter (where d.due_on > ${today}::date and d.due_on <= ${sunday}::date) as this_week,
      count(*) filter (where d.due_on < ${today}::date) as overdue,
      count(*) filter (where d.due_on > ${sunday}::date) as upcoming,
      (select count(*) from duty d join retiree r on r.id = d.retiree_id
        where ${knownDuty(context)} and d.state = 'done'
          and d.closed_on between ${startOfWeek(today)}::date and ${today}::date) as done_this_week,
      (select count(*) from retiree r where ${withinReach(context)} and r.left_on is null
        and not exists (select from visit v where v.retiree_id = r.id
          and v.visited_on >= ${`${today.slice(0, 4)}-01-01`}::date)) as not_visited_this_year
    from duty d join retiree r on r.id = d.retiree_id
    where ${knownDuty(context)} and d.state = 'open'
      and d.from_on <= ${addDays(today, leadDays)}::date`.execute(context.db)
  return rows[0] as Summary
}

export interface Gaps {
  readonly people: number
  readonly managingUnit: number
  readonly branch: number
  readonly community: number
  readonly contact: number
}

/** How many people on the register lack one of those who should look after them (C02-01). */
export async function gapsOf(context: Context): Promise<Gaps> {
  const { rows } = await sql<Gaps>`
    select count(*) as people,
      count(*) filter (where r.managing_unit_id is null) as managing_unit,
      count(*) filter (where r.political_status in ('01', '02') and r.branch_id is null) as branch,
      count(*) filter (where r.community_id is null) as community,
      count(*) filter (where not exists (select from contact c where c.retiree_id = r.id
        and c.is_emergency and c.ended_on is null)) as contact
    from retiree r where ${withinReach(context)} and r.left_on is null`.execute(context.db)
  return rows[0] as Gaps
}
