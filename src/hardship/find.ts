import { sql, type RawBuilder } from 'kysely'
import { atOrBelow } from '#src/orgs/reach.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { searchable } from '#src/roster/relations.ts'
import { courseOf, type Course, type Stage, type Step, type StepKind } from './course.ts'
import type { Category, Channel, Way } from './hardship.ts'

/** An application as the list shows it. */
export interface CaseRow {
  readonly id: number
  readonly retireeId: number
  readonly fullName: string
  readonly unit: string | null
  /** The survivor for whom it is. */
  readonly survivor: string | null
  readonly category: Category
  readonly urgent: boolean
  readonly stage: Stage
  readonly appliedOn: string
  readonly way: Way | null
  readonly amountFen: number | null
  readonly fromMonth: string | null
  readonly toMonth: string | null
  readonly publicUntil: string | null
  readonly recheckOn: string | null
  readonly paidFen: number
}

/** One step with its words, for whoever opens the case. */
export interface StepSeen {
  readonly id: number
  readonly kind: StepKind
  readonly onDay: string
  readonly amountFen: number | null
  readonly untilOn: string | null
  readonly note: string | null
  readonly by: string | null
  readonly org: string | null
  readonly accountId: number | null
}

/** The condition on `retiree` that the post may know of hardship there: it holds what tells of money. */
export function mayKnow(context: Context): RawBuilder<boolean> {
  return searchable(context, 'money') ?? sql<boolean>`false`
}

const selected = sql`
  c.id, c.retiree_id, retiree.full_name, unit.name as unit, k.name as survivor, c.category,
  c.urgent, c.stage, c.applied_on, c.way, c.amount_fen, c.from_month, c.to_month, c.public_until,
  c.recheck_on, coalesce((
    select sum(w.amount_fen) from relief_payment_row w
    join relief_payment p on p.id = w.payment_id
    where w.case_id = c.id and p.state = 'paid' and w.stopped is null), 0)::bigint as paid_fen`

const joined = sql`
  hardship_case c join retiree on retiree.id = c.retiree_id
  left join org unit on unit.id = retiree.managing_unit_id
  left join contact k on k.id = c.contact_id`

export interface CasePage {
  readonly total: number
  readonly rows: readonly CaseRow[]
}

/** The applications that the post may know of; the latest first, those with something due before. */
export async function casesOf(
  context: Context,
  where: RawBuilder<unknown>,
  { from, limit }: { from: number; limit: number },
): Promise<CasePage> {
  const { rows } = await sql<CaseRow & { total: number }>`
    select ${selected}, (count(*) over ())::int as total from ${joined}
    where ${mayKnow(context)} and ${where}
    order by c.stage in ('declined', 'ended'), c.urgent desc, c.id desc
    limit ${limit}::int offset ${from}::int`.execute(context.db)
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

/** One application with its course. Out of reach and nonexistent look the same. */
export async function requireCase(context: Context, id: number): Promise<OpenCase> {
  const { rows } = await sql<CaseRow & Raw>`
    select ${selected}, c.channel, c.applied_by, c.contact_id, c.reason, retiree.home_id,
      retiree.died_on
    from ${joined} where c.id = ${id} and ${mayKnow(context)}`.execute(context.db)
  const [found] = rows
  if (!found) throw new Refusal('missing', 'hardship.noSuchCase', '没有这件申请')
  const steps = await stepsOf(context, id)
  const { reason, ...row } = found
  const words = openedText(context.vault, `hardship_case.reason.${id}`, reason)
  return { ...row, reason: words, steps, course: courseOf(steps as Step[], row.urgent) }
}

interface Raw {
  readonly channel: Channel
  readonly appliedBy: string
  readonly contactId: number | null
  readonly reason: unknown
  readonly homeId: number
  readonly diedOn: string | null
}

export interface OpenCase extends CaseRow, Omit<Raw, 'reason'> {
  readonly reason: string | null
  readonly steps: readonly StepSeen[]
  readonly course: Course
}

async function stepsOf({ db, vault }: Context, caseId: number): Promise<StepSeen[]> {
  const rows = await db
    .selectFrom('hardshipStep')
    .leftJoin('account', 'account.id', 'hardshipStep.accountId')
    .leftJoin('org', 'org.id', 'hardshipStep.orgId')
    .select(['hardshipStep.id', 'hardshipStep.kind', 'onDay', 'amountFen', 'untilOn', 'note'])
    .select(['account.name as by', 'org.name as org', 'hardshipStep.accountId'])
    .where('caseId', '=', caseId)
    .orderBy('hardshipStep.id')
    .execute()
  return rows.map(({ note, kind, ...row }) => ({
    ...row,
    kind: kind as StepKind,
    note: openedText(vault, `hardship_step.note.${row.id}`, note),
  }))
}

export interface PlanSeen {
  readonly helper: string
  readonly phone: string | null
  readonly measures: string | null
  readonly reviewOn: string
}

/** The one-to-one plan that holds; undefined while there is none. */
export async function planOf(
  { db, vault }: Context,
  caseId: number,
): Promise<PlanSeen | undefined> {
  const row = await db
    .selectFrom('hardshipPlan')
    .select(['id', 'helper', 'phone', 'measures', 'reviewOn'])
    .where('caseId', '=', caseId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, measures, ...plan } = row
  return { ...plan, measures: openedText(vault, `hardship_plan.measures.${id}`, measures) }
}

/** The relief funds of the actor's scope, with what is left of each; 分. */
export async function fundsOf({ db, actor }: Context): Promise<FundRow[]> {
  const { rows } = await sql<FundRow>`
    select f.id, f.year, f.title, f.document_no, org.name as org_name,
      coalesce(sum(e.amount_fen) filter (where e.kind = 'allotted'), 0)::bigint as allotted_fen,
      coalesce(sum(e.amount_fen) filter (where e.kind = 'paid'), 0)::bigint as paid_fen,
      coalesce(sum(case e.kind when 'allotted' then e.amount_fen else -e.amount_fen end), 0)::bigint
        as balance_fen,
      (select coalesce(sum(w.amount_fen), 0) from relief_payment p
        join relief_payment_row w on w.payment_id = p.id
        where p.fund_id = f.id and p.state = 'approved')::bigint as promised_fen
    from relief_fund f join org on org.id = f.org_id
    left join relief_entry e on e.fund_id = f.id
    where ${atOrBelow(actor.scopeId)}
    group by f.id, org.name order by f.year desc, f.id desc limit 200`.execute(db)
  return rows
}

export interface FundRow {
  readonly id: number
  readonly year: number
  readonly title: string
  readonly documentNo: string | null
  readonly orgName: string
  readonly allottedFen: number
  readonly paidFen: number
  readonly balanceFen: number
  /** On lists that were approved and are not paid yet. */
  readonly promisedFen: number
}

/** A fund of the actor's scope. */
export async function requireFund(context: Context, id: number): Promise<FundRow> {
  const found = (await fundsOf(context)).find((fund) => fund.id === id)
  if (!found) throw new Refusal('missing', 'hardship.noSuchFund', '没有这笔资金', 'fundId')
  return found
}
