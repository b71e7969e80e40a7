import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { demand, demandAll, Refusal } from '#src/kernel/refusal.ts'
import { addDays, addYears } from '#src/kernel/day.ts'
import type { Filters, Gap } from './list.ts'
import { searchable } from './relations.ts'
import { numberOf } from './sealing/columns.ts'
import { tailsOf } from './sealing/number.ts'
import { refusalToSeek } from './seeking.ts'
import { soughtIn } from './sought.ts'

type Condition = RawBuilder<boolean>

const columnOfTie = {
  formerUnit: 'former_unit_id',
  payingUnit: 'paying_unit_id',
  managingUnit: 'managing_unit_id',
  community: 'community_id',
  branch: 'branch_id',
} as const

/** The conditions of a list as one SQL condition on `retiree`, within the actor's reach. */
export async function whereOf(context: Context, filters: Filters): Promise<Condition> {
  const permitted = permittedOf(context, filters)
  demand(refusalToSeek(context, filters))
  return conditionsOf(context, filters, permitted)
}

/** The same conditions for a list that was asked for before: only whom this actor may look for so. */
export async function whereStill(
  context: Context,
  orgId: number,
  filters: Filters,
): Promise<Condition> {
  const within = { ...context, actor: { ...context.actor, scopeId: orgId } }
  return conditionsOf(within, filters, permittedOf(context, filters))
}

async function conditionsOf(
  context: Context,
  filters: Filters,
  permitted: readonly Condition[],
): Promise<Condition> {
  const all = [reachOf(context), ...scopeOf(filters), ...plainOf(filters)]
  all.push(
    ...permitted,
    ...ageOf(filters, context.today),
    ...(await textOf(context, filters.text)),
    ...needsOf(filters, context.today),
  )
  return sql.join(all, sql` and `)
}

function reachOf({ actor }: Context): Condition {
  return actor.role === 'system' ? sql`true` : sql`retiree.reach @> array[${actor.scopeId}::int]`
}

function scopeOf({ orgId, tie, status = 'active' }: Filters): Condition[] {
  const found: Condition[] = []
  if (status === 'active') found.push(sql`retiree.left_on is null`)
  if (status === 'deceased') found.push(sql`retiree.left_reason = 'deceased'`)
  if (status === 'left')
    found.push(sql`retiree.left_reason in ('transferredOut', 'registeredInError')`)
  if (status === 'all') found.push(sql`retiree.left_reason is distinct from 'merged'`)
  if (orgId === undefined) return found
  found.push(sql`retiree.reach @> array[${orgId}::int]`)
  if (tie)
    found.push(sql`retiree.${sql.ref(columnOfTie[tie])} in
      (select id from org where path @> array[${orgId}::int])`)
  return found
}

function plainOf(filters: Filters): Condition[] {
  const chosen = filters.ids ? [sql<boolean>`retiree.id = any (${filters.ids}::bigint[])`] : []
  const among = (column: string, codes: readonly string[] | undefined) =>
    codes?.length ? [sql<boolean>`retiree.${sql.ref(column)} = any (${codes})`] : []
  return [
    ...chosen,
    ...among('retirement_category', filters.category),
    ...among('gender', filters.gender),
    ...among('rank_at_retirement', filters.rank),
    ...among('political_status', filters.politicalStatus),
    ...among('revolutionary_period', filters.period),
    ...among('management_tier', filters.managementTier),
    ...among('unit_nature', filters.unitNature),
    ...among('living_arrangement', filters.livingArrangement),
    ...among('health_status', filters.healthStatus),
    ...among('self_care_level', filters.selfCareLevel),
  ]
}

/** Completed years: someone is at least n once the day n years ago is not before the birth. */
function ageOf(filters: Filters, today: string): Condition[] {
  const { ageFrom, ageTo, birthMonth, retiredFrom, retiredTo } = filters
  const found: Condition[] = []
  if (ageFrom !== undefined)
    found.push(sql`retiree.birth_first <= ${addYears(today, -ageFrom)}::date`)
  if (ageTo !== undefined)
    found.push(sql`retiree.birth_first > ${addYears(today, -ageTo - 1)}::date`)
  if (birthMonth) found.push(sql`extract(month from retiree.birth_first) = ${birthMonth}`)
  if (retiredFrom) found.push(sql`first_day(retiree.retired_on) >= ${retiredFrom}::date`)
  if (retiredTo) found.push(sql`first_day(retiree.retired_on) <= ${retiredTo}::date`)
  return found
}

/** Chinese finds names, letters find pinyin or initials, digits find numbers. */
async function textOf(context: Context, text: string | undefined): Promise<Condition[]> {
  if (!text) return []
  const plain = text.replace(/[%_\\]/g, '\\$&')
  if (/^[a-zü' ]+$/i.test(text)) {
    const letters = plain.toLowerCase().replace(/[' ]/g, '')
    return [
      sql`(retiree.name_initials like ${`${letters}%`} or retiree.name_pinyin like ${`${letters}%`})`,
    ]
  }
  if (/^[\dxX]{4,18}$/.test(text))
    return [
      sql`(${await numberEnding(context, text)} or ${phoneIs(context, plain)}
        or retiree.file_no like ${`%${plain}%`})`,
    ]
  return [
    sql`(retiree.full_name like ${`%${plain}%`} or retiree.former_name like ${`%${plain}%`}
      or retiree.file_no = ${text})`,
  ]
}

/**
 * People with this number, or whose number ends in these four, as the mask shows it; any other part would
 * tell the hidden digits one after the other. The digest of the last four narrows the search, and those
 * found are opened and compared. Nobody, for posts that may not search by numbers and while the master key
 * is missing.
 */
async function numberEnding(context: Context, digits: string): Promise<Condition> {
  const { db, vault } = context
  const whom = searchable(context, 'identityNumber')
  if (!whom || !vault.open) return sql`false`
  const { rows } = await sql<{ id: number; idNumberSealed: Buffer | null }>`
    select id, id_number_sealed from retiree
    where id_tail = any (${tailsOf(vault, digits)}::smallint[]) and ${reachOf(context)} and ${whom}`.execute(
    db,
  )
  const sought = digits.toUpperCase()
  const shown = sought.length === 4
  const found = rows.filter((row) => {
    const number = numberOf(vault, row)
    return shown ? number?.endsWith(sought) : number === sought
  })
  return sql`retiree.id = any (${found.map(({ id }) => id)}::bigint[])`
}

/**
 * People with this telephone, or whose telephone ends in these four digits, as the mask shows it. Any
 * other part would tell the hidden digits one after the other.
 */
function phoneIs(context: Context, digits: string): Condition {
  const whom = searchable(context, 'phones')
  if (!whom) return sql`false`
  const ending = `%${digits}`
  if (digits.length === 4)
    return sql`((retiree.mobile like ${ending} or retiree.landline like ${ending}) and ${whom})`
  const local = digits.length === 7 || digits.length === 8
  return sql`((retiree.mobile = ${digits} or replace(retiree.landline, '-', '') = ${digits}
    or ${local} and retiree.landline like ${`%-${digits}`}) and ${whom})`
}

/** What a post may not see it may not search by either: nobody's at all, or only of some people. */
function permittedOf(context: Context, filters: Filters): Condition[] {
  const asked = soughtIn(filters).map((one) => ({ ...one, whom: searchable(context, one.bundle) }))
  demandAll(asked.map(({ key, words, whom }) => (whom ? undefined : notBy(key, words))))
  return [...new Set(asked.flatMap(({ whom }) => whom ?? []))]
}

function notBy(key: string, words: string): Refusal {
  return new Refusal('forbidden', 'roster.hidden', `您的岗位不能按${words}查找`, `filters.${key}`)
}

function needsOf(filters: Filters, today: string): Condition[] {
  const found: Condition[] = []
  if (filters.tag)
    found.push(sql`exists (select from tag where tag.retiree_id = retiree.id
      and tag.code = ${filters.tag} and tag.to_on is null)`)
  if (filters.gap) found.push(gapConditions[filters.gap])
  if (filters.unverifiedDays)
    found.push(sql`coalesce(retiree.verified_on, date '1900-01-01') <
      ${addDays(today, -filters.unverifiedDays)}::date`)
  if (filters.highAgeHighIllness) found.push(highAgeHighIllness(today))
  if (filters.notVisitedThisYear)
    found.push(sql`not exists (select from visit where visit.retiree_id = retiree.id
      and visit.visited_on >= ${`${today.slice(0, 4)}-01-01`}::date)`)
  return found
}

/** 双高期: at least 80 years old and not in good or fair health (requirements C01-12). */
export function highAgeHighIllness(today: string): Condition {
  return sql`(retiree.birth_first <= ${addYears(today, -80)}::date
    and left(retiree.health_status, 1) in ('3', '4', '6'))`
}

const gapConditions: Readonly<Record<Gap, Condition>> = {
  managingUnit: sql`retiree.managing_unit_id is null`,
  branch: sql`retiree.political_status in ('01', '02') and retiree.branch_id is null`,
  community: sql`retiree.community_id is null`,
  contact: sql`not exists (select from contact where contact.retiree_id = retiree.id
    and contact.is_emergency and contact.ended_on is null)`,
}
