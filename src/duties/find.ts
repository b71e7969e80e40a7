import { sql, type RawBuilder } from 'kysely'
import { addDays, daysBetween } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { AgeStyle } from '#src/policy/policy.ts'
import { decide } from '#src/roster/access.ts'
import { keptOrManaged, nearOrgs } from '#src/roster/keepers.ts'
import { heldBy, relationsOfHeld, type Held } from '#src/roster/relations.ts'
import { seenInList } from '#src/roster/visibility.ts'
import {
  dueBetween,
  leadDays,
  privateRules,
  ruleCodes,
  rules,
  timingOf,
  type DutyState,
  type RuleCode,
} from './duty.ts'
import type { DutyCursor, DutyFilters, DutyPage, DutyRow } from './list.ts'
import { reasonOf } from './reason.ts'
import { contactGrounds } from './rules/contact.sql.ts'

type Condition = RawBuilder<boolean>

/** What the actor may see: the duties of the people within reach. Reads `r`, the person. */
export function withinReach({ actor }: Context): Condition {
  return actor.role === 'system' ? sql`true` : sql`r.reach @> array[${actor.scopeId}::int]`
}

/**
 * The duties that the actor may know of: those that tell of illness or need only where the actor's
 * organisation keeps or manages the person, or owes them. Reads `d`, the duty, and `r`.
 */
export function knownDuty(context: Context): Condition {
  const { actor } = context
  if (actor.role === 'system') return sql`true`
  return sql`(${withinReach(context)} and (d.rule <> all (${[...privateRules]}::duty_rule[])
    or d.owner_id in ${nearOrgs(context)}
    or ${keptOrManaged(context, 'r')}))`
}

/** The conditions of a list as one SQL condition on `d`, the duty, and `r`, the person. */
export function conditionOf(context: Context, filters: DutyFilters): Condition {
  return sql.join(
    [
      knownDuty(context),
      ...stateOf(filters, context.today),
      ...rulesOf(filters),
      ...orgsOf(filters),
      ...textOf(filters.text),
    ],
    sql` and `,
  )
}

function stateOf(filters: DutyFilters, today: string): Condition[] {
  const { state, timing, year, closedFrom } = filters
  const found: Condition[] = closedFrom ? [sql`d.closed_on >= ${closedFrom}::date`] : []
  if (timing) {
    const { from, to } = dueBetween(timing, today)
    found.push(sql`d.state = 'open'`)
    if (from) found.push(sql`d.due_on >= ${from}::date`)
    if (to) found.push(sql`d.due_on <= ${to}::date`)
  } else if (state === 'owed') found.push(sql`d.state <> 'withdrawn'`)
  else if (state !== 'all') found.push(sql`d.state = ${state}`)
  found.push(sql`d.from_on <= ${year === undefined ? addDays(today, leadDays) : today}::date`)
  if (year !== undefined) found.push(dueInYear(year))
  return found
}

/** Duties whose last day lies in a calendar year. */
export function dueInYear(year: number): Condition {
  return sql`d.due_on between make_date(${year}::int, 1, 1) and make_date(${year}::int, 12, 31)`
}

function rulesOf({ rules: wanted, ground }: DutyFilters): Condition[] {
  const grounded = ground ? ruleCodes.filter((code) => rules[code].ground === ground) : undefined
  return [wanted, grounded].flatMap((codes) =>
    codes?.length ? [sql<boolean>`d.rule = any (${codes}::duty_rule[])`] : [],
  )
}

function orgsOf(filters: DutyFilters): Condition[] {
  const columns = {
    ownerId: 'd.owner_id',
    managingUnitId: 'r.managing_unit_id',
    communityId: 'r.community_id',
    branchId: 'r.branch_id',
  } as const
  return (Object.keys(columns) as (keyof typeof columns)[]).flatMap((key) => {
    const orgId = filters[key]
    const column = sql.ref(columns[key])
    if (orgId === undefined) return []
    if (orgId === null) return [sql<boolean>`${column} is null`]
    if (!filters.below) return [sql<boolean>`${column} = ${orgId}`]
    return [sql<boolean>`${column} in (select id from org where path @> array[${orgId}::int])`]
  })
}

/** Chinese finds names, letters find pinyin or initials. */
function textOf(text: string | undefined): Condition[] {
  if (!text) return []
  const plain = text.replace(/[%_\\]/g, '\\$&')
  if (!/^[a-zü' ]+$/i.test(text)) return [sql`r.full_name like ${`%${plain}%`}`]
  const start = `${plain.toLowerCase().replace(/[' ]/g, '')}%`
  return [sql`(r.name_initials like ${start} or r.name_pinyin like ${start})`]
}

export interface PageRequest {
  readonly filters: DutyFilters
  readonly after?: DutyCursor | undefined
  readonly before?: DutyCursor | undefined
  readonly limit: number
}

/** One page in order of the day due, keyset-paged both ways, with the exact total. */
export async function pageOfDuties(context: Context, request: PageRequest): Promise<DutyPage> {
  const { filters, after, before, limit } = request
  const backwards = before !== undefined && after === undefined
  const where = conditionOf(context, filters)
  const counted = await sql<{ total: number }>`
    select count(*) as total from duty d join retiree r on r.id = d.retiree_id
    where ${where}`.execute(context.db)
  const total = counted.rows[0]?.total ?? 0
  const beyond = beyondOf(after ?? before, backwards)
  const chosen = sql<boolean>`${where} and ${beyond}`
  const order = { backwards, dense: total > sparse }
  const rows = total ? await dutyRows(context, chosen, limit + 1, order) : []
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (backwards) shown.reverse()
  return {
    rows: shown,
    total,
    ...((backwards || more) && edge('next', shown.at(-1))),
    ...((backwards ? more : after) && edge('previous', shown[0])),
  }
}

function beyondOf(cursor: DutyCursor | undefined, backwards: boolean): Condition {
  if (!cursor) return sql`true`
  const [dueOn, retireeId, rule, period] = cursor
  return sql`(d.due_on, d.retiree_id, d.rule, d.period) ${backwards ? sql`<` : sql`>`}
    (${dueOn}::date, ${retireeId}::bigint, ${rule}::duty_rule, ${period}::int)`
}

function edge(name: 'next' | 'previous', row: DutyRow | undefined) {
  return row && { [name]: [row.dueOn, row.retireeId, row.rule, row.period] }
}

interface RawRow {
  readonly retireeId: number
  readonly fullName: string
  readonly rule: RuleCode
  readonly period: number
  readonly ownerId: number
  readonly ownerName: string
  readonly managingUnit: string | null
  readonly community: string | null
  readonly fromOn: string
  readonly dueOn: string
  readonly state: DutyState
  readonly closedOn: string | null
  readonly waivedWhy: string | null
  readonly documentNo: string
  readonly policyTitle: string
  readonly ageStyle: AgeStyle | null
  readonly isLunar: boolean | null
  readonly retiredOn: string | null
  readonly verifiedOn: string | null
  readonly partyJoined: string | null
  readonly groupName: string | null
  readonly contactedOn: string | null
  readonly held: Held
}

/** Up to here all are gathered and sorted; more lie so dense that walking by day finds a page soon. */
const sparse = 30_000

/** Duties with their names, reasons and documents, by day due; backwards from the latest. */
export async function dutyRows(
  context: Context,
  where: Condition,
  limit: number,
  { backwards = false, dense = false } = {},
): Promise<DutyRow[]> {
  const { actor, db, today } = context
  const way = backwards ? sql`desc` : sql`asc`
  const order = sql`d.due_on ${way}, d.retiree_id ${way}, d.rule ${way}, d.period ${way}`
  const { rows } = await sql<RawRow>`
    with found as ${dense ? sql`` : sql`materialized`} (
      select d.* from duty d join retiree r on r.id = d.retiree_id where ${where}
    ), chosen as (
      select d.* from found d order by ${order} limit ${limit}
    )
    select d.retiree_id, r.full_name, d.rule, d.period, d.owner_id, owner.name as owner_name,
      unit.name as managing_unit, community.name as community, d.from_on, d.due_on, d.state,
      d.closed_on, w.reason as waived_why, p.document_no, p.title as policy_title,
      p.value ->> 'ageStyle' as age_style, r.birth_celebrated ->> 'calendar' = 'lunar' as is_lunar,
      r.retired_on, r.verified_on, coalesce(r.party_full, r.party_joined) as party_joined,
      ${contactGrounds}, ${heldBy('r')} as held
    from chosen d
    join retiree r on r.id = d.retiree_id
    join org owner on owner.id = d.owner_id
    join policy p on p.id = d.policy_id
    left join org unit on unit.id = r.managing_unit_id
    left join org community on community.id = r.community_id
    left join duty_waiver w
      on w.retiree_id = d.retiree_id and w.rule = d.rule and w.period = d.period
    order by ${order}`.execute(db)
  const relationsTo = await relationsOfHeld(context, rows)
  return rows.map(({ held, ...row }) => {
    const seen = decide({ role: actor.role, relations: relationsTo(held), action: 'list' })
    const partyJoined = seenInList(seen, 'partyJoined', row.partyJoined) as string | null
    return rowOf({ ...row, partyJoined }, today)
  })
}

function rowOf(raw: Omit<RawRow, 'held'>, today: string): DutyRow {
  const { ageStyle: _, isLunar: _1, retiredOn: _2, verifiedOn: _3, partyJoined: _4, ...facts } = raw
  const { groupName: _5, contactedOn: _6, ...row } = facts
  const { title, ground, basis, closedBy } = rules[raw.rule]
  const isOpen = raw.state === 'open'
  return {
    ...row,
    title,
    ground,
    basis,
    closedBy,
    reason: reasonOf(raw, today),
    timing: isOpen ? timingOf(raw.dueOn, today) : null,
    daysLeft: isOpen ? daysBetween(today, raw.dueOn) : null,
  }
}
