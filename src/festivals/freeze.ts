import { sql } from 'kysely'
import { belongedTo, categoryOn, seenBy, staysSql, tieOn } from '#src/census/stays.sql.ts'
import type { Context } from '#src/kernel/operation.ts'
import { fullYearsBetween } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { frozenRows } from '#src/snapshots/freeze.ts'
import type { Wanted } from '#src/snapshots/reach.ts'
import type { FrozenRow } from '#src/snapshots/snapshot.ts'
import { keepList } from '#src/snapshots/take.ts'
import { householdsOf, standardOf, type OpenFestival, type Standard } from './festival.ts'
import { listedColumns } from './listed.ts'

interface Candidate {
  readonly id: number
  readonly category: string | null
  readonly bornOn: string | null
  readonly unitId: number | null
  readonly communityId: number | null
}

/** Someone on the list, with the place of the standard that fits. */
export interface Listed extends Candidate {
  readonly fullName: string
  readonly standard: number
  readonly household: number
  readonly cells: readonly string[]
}

/**
 * Everyone on the register on the cut-off day under the organisation, with that day's ties and
 * category, each with the standard that fits and the household; in the order of names, households
 * together. Refused as `festivals.nobody` without anyone, as `festivals.noStandard` when a standard
 * is missing for somebody: nobody is forgotten silently.
 */
export async function listedOn(
  context: Context,
  orgId: number,
  { cutOffOn, standards }: Pick<OpenFestival, 'cutOffOn' | 'standards'>,
): Promise<Listed[]> {
  const candidates = await candidatesOn(context, orgId, cutOffOn)
  if (candidates.length === 0)
    throw new Refusal('conflict', 'festivals.nobody', '这个范围当日没有在册人员', 'orgId')
  const byId = new Map(candidates.map((one) => [one.id, one]))
  const ids = [...byId.keys()]
  const households = householdsOf(ids, await spousesAmong(context, ids))
  const rows = await frozenRows(context, listedColumns, wantedOf({ ids }))
  const listed = rows.map((row) => {
    const candidate = byId.get(row.retireeId) as Candidate
    const household = households.get(candidate.id) ?? candidate.id
    const standard = standardFor(standards, candidate, cutOffOn)
    return { ...candidate, ...named(row), standard: standard ?? 0, household }
  })
  refuseWithoutStandard(listed)
  return together(listed)
}

function named({ cells }: FrozenRow) {
  return { cells, fullName: cells[0] ?? '' }
}

function standardFor(standards: readonly Standard[], one: Candidate, day: string) {
  const age = one.bornOn ? fullYearsBetween(one.bornOn, day) : null
  return standardOf(standards, { category: one.category, age })
}

function refuseWithoutStandard(listed: readonly Listed[]): void {
  const without = listed.filter(({ standard }) => standard === 0)
  if (without.length === 0) return
  const some = without
    .slice(0, 3)
    .map(({ fullName }) => fullName)
    .join('、')
  const message = `有 ${without.length} 人不合任何一项标准（如${some}），请补一项；不发的金额填 0`
  throw new Refusal('invalid', 'festivals.noStandard', message, 'standards')
}

/** Members of one household stand together, where the first of them stood. */
function together(listed: readonly Listed[]): Listed[] {
  const first = new Map<number, number>()
  for (const [index, { household }] of listed.entries())
    if (!first.has(household)) first.set(household, index)
  const placeOf = ({ household }: Listed) => first.get(household) as number
  return listed.toSorted((one, other) => placeOf(one) - placeOf(other))
}

function wantedOf(filters: Wanted['filters']): Wanted {
  return { filters: { ...filters, status: 'all' }, sort: 'name', descending: false }
}

async function candidatesOn(context: Context, orgId: number, day: string): Promise<Candidate[]> {
  const where = sql<boolean>`${seenBy(context)} and ${belongedTo(orgId, day)}`
  const { rows } = await sql<Candidate>`
    select distinct on (s.retiree_id) s.retiree_id as id,
      ${categoryOn('s', sql`${day}::date`)} as category, b.birth_first::text as born_on,
      ${tieOn('managingUnit', 's.retiree_id', day)}::int as unit_id,
      ${tieOn('community', 's.retiree_id', day)}::int as community_id
    from (${staysSql(where)}) s join retiree b on b.id = s.retiree_id
    where s.from_on <= ${day}::date and (s.to_on is null or s.to_on > ${day}::date)
      and b.left_reason is distinct from 'merged'
      and b.left_reason is distinct from 'registeredInError'
    order by s.retiree_id`.execute(context.db)
  return rows
}

/** Two people each of whom names the other as spouse, or one of whom does at the same address. */
async function spousesAmong(context: Context, ids: readonly number[]) {
  const { rows } = await sql<{ one: number; other: number }>`
    with named as (
      select c.retiree_id as one, other.id as other
      from contact c join retiree r on r.id = c.retiree_id
      join retiree other on other.full_name = c.name and other.id <> c.retiree_id
        and other.home_id = r.home_id
      where c.retiree_id = any (${[...ids]}::bigint[]) and other.id = any (${[...ids]}::bigint[])
        and c.relation = '10'
        and c.ended_on is null and r.gender is distinct from other.gender
    )
    select distinct least(n.one, n.other) as one, greatest(n.one, n.other) as other
    from named n join retiree a on a.id = n.one join retiree b on b.id = n.other
    where exists (select from named back where back.one = n.other and back.other = n.one)
      or (length(a.residence_address) > 5 and a.residence_address = b.residence_address)
    order by 1, 2`.execute(context.db)
  return rows
}

/** Writes the frozen list and the people of a festival with what each is to be given. */
export async function keepFestival(
  context: Context,
  orgId: number,
  festival: OpenFestival,
  listed: readonly Listed[],
): Promise<number> {
  const { standards, orgId: _, ...facts } = festival
  const snapshotId = await keepList(context, {
    kind: 'festival',
    title: festival.name,
    asOf: festival.cutOffOn,
    wanted: { filters: { orgId }, sort: 'name', descending: false },
    columns: listedColumns,
    rows: listed.map(({ id, cells }) => ({ retireeId: id, cells })),
  })
  const { id } = await context.db
    .insertInto('festival')
    .values({
      ...facts,
      orgId,
      snapshotId,
      accountId: context.actor.accountId,
      openedAt: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await context.db
    .insertInto('festivalStandard')
    .values(standards.map((one, index) => ({ ...one, festivalId: id, ordinal: index + 1 })))
    .execute()
  await keepPeople(context, id, standards, listed)
  return id
}

async function keepPeople(
  context: Context,
  festivalId: number,
  standards: readonly Standard[],
  listed: readonly Listed[],
): Promise<void> {
  const people = listed.map(({ id, household, standard, unitId, communityId }, index) => ({
    retiree_id: id,
    ordinal: index + 1,
    household,
    standard,
    amount_fen: (standards[standard - 1] as Standard).amountFen,
    unit_id: unitId,
    community_id: communityId,
  }))
  await sql`
    insert into festival_person (festival_id, retiree_id, ordinal, household, standard, amount_fen,
      unit_id, community_id)
    select ${festivalId}, p.* from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as
      p (retiree_id bigint, ordinal int, household bigint, standard smallint, amount_fen bigint,
        unit_id int, community_id int)`.execute(context.db)
}
