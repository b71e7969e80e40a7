import { sql, type RawBuilder } from 'kysely'
import { figurePdf, figureXlsx, type FigureTable } from '#src/documents/figures.ts'
import { download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import {
  ComplianceFile,
  complianceGroups,
  ComplianceInput,
  CompliancePeople,
  complianceTotal,
  doneRate,
  nameOfGroup,
  onTimeRate,
  outcomes,
  type ComplianceName,
  type ComplianceRow,
  type Counts,
  type Outcome,
} from './compliance.ts'
import { rules, sixVisitRules } from './duty.ts'
import { dueInYear, knownDuty } from './find.ts'

export const compliance = {
  'duties.compliance': query({
    title: '查看六必访落实情况',
    permission: 'duties.read',
    input: ComplianceInput,
    run: (context, input): Promise<ComplianceRow[]> => complianceOf(context, input),
  }),

  'duties.compliancePeople': query({
    title: '查看六必访落实名单',
    permission: 'duties.read',
    input: CompliancePeople,
    run: (context, input): Promise<{ rows: ComplianceName[]; total: number }> =>
      peopleOf(context, input),
  }),

  'duties.complianceFile': download({
    title: '输出六必访落实情况表',
    permission: 'duties.read',
    input: ComplianceFile,
    async run(context, { format, ...input }): Promise<Download> {
      const { name } = await requireOrg(context, context.actor.scopeId)
      const table = tableOf(await complianceOf(context, input), input, name, context.today)
      return format === 'xlsx' ? figureXlsx(table) : figurePdf(context, table)
    },
  }),
}

const outcomeOf = (today: string): RawBuilder<Outcome> => sql`case d.state
  when 'waived' then 'waived'
  when 'done' then case when d.closed_on <= d.due_on then 'onTime' else 'late' end
  else case when d.due_on < ${today}::date then 'missed' else 'pending' end end`

type Scope = Pick<ComplianceInput, 'year' | 'rule' | 'ownerId' | 'month'>

/** What of 六必访 fell due in the year and has opened; what was withdrawn is not owed. */
function among(context: Context, { year, rule, ownerId, month }: Scope): RawBuilder<boolean> {
  const wanted = rule ? [rule] : [...sixVisitRules]
  return sql<boolean>`${knownDuty(context)} and d.rule = any (${wanted}::duty_rule[])
    and d.state <> 'withdrawn' and ${dueInYear(year)} and d.from_on <= ${context.today}::date
    and ${ownerId === undefined ? sql`true` : sql`d.owner_id = ${ownerId}`}
    and ${month === undefined ? sql`true` : sql`extract(month from d.due_on) = ${month}`}`
}

const keys = {
  rule: sql`d.rule::text`,
  owner: sql`d.owner_id`,
  month: sql`extract(month from d.due_on)::integer`,
} as const

async function complianceOf(context: Context, input: ComplianceInput): Promise<ComplianceRow[]> {
  const { by } = input
  const count = (outcome: Outcome) =>
    sql`count(*) filter (where c.outcome = ${sql.lit(outcome)}) as ${sql.ref(outcome)}`
  const each = sql.join((Object.keys(outcomes) as Outcome[]).map(count))
  const { rows } = await sql<Counts & { key: never; name: string | null }>`
    select c.key, ${by === 'owner' ? sql`max(c.name)` : sql`null::text`} as name,
      count(*) as owed, ${each}
    from (
      select ${keys[by]} as key, o.name, ${outcomeOf(context.today)} as outcome
      from duty d join retiree r on r.id = d.retiree_id join org o on o.id = d.owner_id
      where ${among(context, input)}
    ) c group by c.key limit 2000`.execute(context.db)
  const named = rows.map((row) => ({ ...row, name: nameOfGroup(by, row.key, row.name) }))
  return named.sort(orderOf(by)) as ComplianceRow[]
}

/** Kinds as they are spoken of, months as they follow, units with the most missed first. */
function orderOf(by: ComplianceInput['by']) {
  const place = (key: unknown) => sixVisitRules.indexOf(key as (typeof sixVisitRules)[number])
  return (a: Counts & { key: unknown }, b: Counts & { key: unknown }) => {
    if (by === 'rule') return place(a.key) - place(b.key)
    return by === 'month' ? Number(a.key) - Number(b.key) : b.missed - a.missed || b.owed - a.owed
  }
}

async function peopleOf(context: Context, { outcome, offset, limit, ...scope }: CompliancePeople) {
  const stands = outcomeOf(context.today)
  const { rows } = await sql<Omit<ComplianceName, 'title'> & { total: number }>`
    select d.retiree_id, r.full_name, d.rule, d.period, o.name as owner_name, d.due_on,
      d.closed_on, ${stands} as outcome, w.reason as waived_why, count(*) over () as total
    from duty d join retiree r on r.id = d.retiree_id join org o on o.id = d.owner_id
    left join duty_waiver w
      on w.retiree_id = d.retiree_id and w.rule = d.rule and w.period = d.period
    where ${among(context, scope)} and ${outcome ? sql`${stands} = ${outcome}` : sql`true`}
    order by d.due_on, r.name_pinyin, d.retiree_id, d.rule, d.period
    limit ${limit} offset ${offset}`.execute(context.db)
  const named = rows.map(({ total: _total, ...row }) => ({ ...row, title: rules[row.rule].title }))
  return { rows: named, total: Number(rows[0]?.total ?? 0) }
}

function tableOf(
  rows: readonly ComplianceRow[],
  { by, year, rule, month }: ComplianceInput,
  where: string,
  today: string,
): FigureTable {
  const codes = Object.keys(outcomes) as Outcome[]
  const line = (name: string, counts: Counts) => [
    name,
    counts.owed,
    ...codes.map((code) => counts[code]),
    percent(onTimeRate(counts)),
    percent(doneRate(counts)),
  ]
  const only = [rule && rules[rule].title, month && `${month} 月`].filter(Boolean).join('，')
  return {
    title: `${year}年六必访落实情况表（按${complianceGroups[by]}）`,
    note: `${[where, only].filter(Boolean).join('，')}，截至 ${today}；按时率、完成率以应访减未到期、免办为分母`,
    columns: [
      complianceGroups[by],
      '应访',
      ...codes.map((code) => outcomes[code]),
      '按时率',
      '完成率',
    ],
    rows: [line('合计', complianceTotal(rows)), ...rows.map((row) => line(row.name, row))],
  }
}

function percent(rate: number | null): string {
  return rate === null ? '—' : `${(Math.floor(rate * 1000) / 10).toFixed(1)}%`
}
