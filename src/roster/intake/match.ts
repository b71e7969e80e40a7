import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import type { Vault } from '#src/kernel/vault.ts'
import type { TieKind } from '#src/orgs/org.ts'
import { differenceOf, valuesOf, type Row, type Values } from '../record.ts'
import { openedStaged, sealedDiff } from './sealing.ts'
import type { Diff, TieNames } from './staged.ts'

/** Finds recorded people who may be the same as staged ones; number and name together are certain. */
export async function matchRows(context: Context, batchId: number, homeId: number): Promise<void> {
  await sql`
    with staged as (
      select ordinal, id_lookups, values->>'fullName' as full_name, birth_month,
        values->>'mobile' as mobile
      from import_row where batch_id = ${batchId}
    ), numbered as (
      select ordinal, full_name, lookup from staged, unnest(id_lookups) lookup
    ), recorded as materialized (
      select id, full_name, id_lookup, mobile, birth_first, birth_archive, birth_id, managing_unit_id,
        left_reason
      from retiree where home_id = ${homeId} and (left_reason is null or left_reason = 'deceased')
    ), hit as (
      select ordinal, id, 'sameNumber' as signal, r.full_name = s.full_name as certain
        from numbered s join recorded r on r.id_lookup = s.lookup
      union all
      select ordinal, id, 'sameNameAndBirth', false
        from staged s join recorded r on r.full_name = s.full_name
          and to_char(r.birth_first, 'YYYY-MM') = s.birth_month
        where r.id_lookup is null or not r.id_lookup = any (s.id_lookups)
      union all
      select ordinal, id, 'sameNameAndPhone', false
        from staged s join recorded r on r.full_name = s.full_name and r.mobile = s.mobile
        where r.id_lookup is null or not r.id_lookup = any (s.id_lookups)
    ), person as (
      select ordinal, id, array_agg(distinct signal) as signals, bool_or(certain) as certain
      from hit group by ordinal, id
    ), found as (
      select ordinal, jsonb_agg(jsonb_build_object(
          'id', p.id, 'fullName', r.full_name, 'birth', coalesce(r.birth_archive, r.birth_id::text),
          'managingUnit', org.name, 'leftReason', r.left_reason, 'signals', p.signals)
          order by cardinality(p.signals) desc, p.id) as suspects,
        min(p.id) filter (where certain and r.left_reason is null) as match_id
      from person p join recorded r on r.id = p.id left join org on org.id = r.managing_unit_id
      group by ordinal
    )
    update import_row set suspects = found.suspects, match_id = found.match_id
    from found where batch_id = ${batchId} and import_row.ordinal = found.ordinal`.execute(
    context.db,
  )
  await sql`
    update import_row set id_lookups = '{}', decision = case
        when has_error then null
        when match_id is not null then 'update'
        when suspects = '[]' then 'create' end
    where batch_id = ${batchId}`.execute(context.db)
}

interface Matched {
  readonly ordinal: number
  readonly values: Values
  readonly ties: TieNames
  readonly matchId: number
}

const chunk = 1_000

/** Writes, for every row that updates someone, what would change; rows that change nothing are skipped. */
export async function compareRows(context: Context, batchId: number, all = true): Promise<void> {
  const { vault } = context
  for (let after = 0; ;) {
    const rows = await matchedAfter(context, batchId, after, all)
    if (rows.length === 0) return
    after = rows.at(-1)?.ordinal ?? after
    const records = await recordsOf(context, rows)
    const diffs = rows.map((row) => ({
      ordinal: row.ordinal,
      diff: sealedDiff(vault, batchId, row.ordinal, diffOf(row, records.get(row.matchId), vault)),
    }))
    await sql`
      update import_row set diff = found.diff,
        decision = case when has_error then null when found.diff = '{}' then 'skip' else 'update' end
      from jsonb_to_recordset(${JSON.stringify(diffs)}::jsonb) as found (ordinal int, diff jsonb)
      where batch_id = ${batchId} and import_row.ordinal = found.ordinal`.execute(context.db)
  }
}

async function matchedAfter({ db, vault }: Context, batchId: number, after: number, all: boolean) {
  const rows = await db
    .selectFrom('importRow')
    .select(['ordinal', 'values', 'ties', 'matchId'])
    .where('batchId', '=', batchId)
    .where('matchId', 'is not', null)
    .where('ordinal', '>', after)
    .$if(!all, (rest) => rest.where('diff', '=', '{}'))
    .orderBy('ordinal')
    .limit(chunk)
    .execute()
  return rows.map((row) => ({
    ...row,
    values: openedStaged(vault, batchId, row.ordinal, row.values),
  })) as unknown as Matched[]
}

interface Recorded {
  readonly row: Row
  readonly tieNames: Readonly<Record<TieKind, string | null>>
}

async function recordsOf(
  { db }: Context,
  rows: readonly Matched[],
): Promise<Map<number, Recorded>> {
  const found = await db
    .selectFrom('retiree')
    .leftJoin('org as former', 'former.id', 'retiree.formerUnitId')
    .leftJoin('org as paying', 'paying.id', 'retiree.payingUnitId')
    .leftJoin('org as managing', 'managing.id', 'retiree.managingUnitId')
    .leftJoin('org as place', 'place.id', 'retiree.communityId')
    .leftJoin('org as party', 'party.id', 'retiree.branchId')
    .selectAll('retiree')
    .select(['former.name as formerUnit', 'paying.name as payingUnit'])
    .select(['managing.name as managingUnit', 'place.name as community', 'party.name as branch'])
    .where(
      'retiree.id',
      'in',
      rows.map((row) => row.matchId),
    )
    .execute()
  return new Map(
    found.map(({ formerUnit, payingUnit, managingUnit, community, branch, ...row }) => [
      row.id,
      {
        row,
        tieNames: { formerUnit, payingUnit, managingUnit, community, branch },
      },
    ]),
  )
}

/** What the file would change: an empty cell changes nothing. */
function diffOf({ values, ties }: Matched, recorded: Recorded | undefined, vault: Vault): Diff {
  if (!recorded) return {}
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  const current = valuesOf(recorded.row, vault, (key) => key in given)
  const difference = differenceOf(current, given as Values)
  const changed = Object.entries(difference?.after ?? {}).map(
    ([key, next]) => [key, [difference?.before[key] ?? null, next]] as const,
  )
  const moved = (Object.entries(ties) as [TieKind, string][])
    .filter(([kind, name]) => name && recorded.tieNames[kind] !== name)
    .map(([kind, name]) => [kind, [recorded.tieNames[kind], name]] as const)
  return Object.fromEntries([...changed, ...moved])
}
