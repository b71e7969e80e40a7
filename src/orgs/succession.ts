import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'

/** People on the register who hold any current tie to the organisation. */
export async function hasPeople({ db }: Context, orgId: number): Promise<number> {
  const { count } = await db
    .selectFrom('tie')
    .innerJoin('retiree', 'retiree.id', 'tie.retireeId')
    .select((is) => is.fn.count<number>('retiree.id').distinct().as('count'))
    .where('tie.orgId', '=', orgId)
    .where('tie.validTo', 'is', null)
    .where('retiree.leftOn', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Whether organisations that still exist lie directly below. */
export async function hasLivingBelow({ db }: Context, orgId: number): Promise<boolean> {
  const below = await db
    .selectFrom('org')
    .select('id')
    .where('parentId', '=', orgId)
    .where('dissolvedOn', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return below !== undefined
}

/** An old or local name by which offices still call the organisation. */
export async function keepAlias({ db }: Context, orgId: number, name: string): Promise<void> {
  await db
    .insertInto('orgAlias')
    .values({ orgId, name })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

/** Ends every current tie to one organisation and opens it at its successor; returns the people moved. */
export async function retie(
  { db, today }: Context,
  fromId: number,
  intoId: number,
  on: string,
): Promise<number[]> {
  const moved = await sql<{ retireeId: number }>`
    with ended as (
      update tie set valid_to = greatest(valid_from, ${on}::date)
      where org_id = ${fromId} and valid_to is null returning retiree_id, kind
    ), opened as (
      insert into tie (retiree_id, kind, org_id, valid_from, recorded_on, source)
      select retiree_id, kind, ${intoId}, ${on}::date, ${today}::date, '机构合并' from ended
    )
    select distinct retiree_id from ended`.execute(db)
  const ids = moved.rows.map((row) => row.retireeId)
  await sql`select refresh_reach(${ids}::bigint[])`.execute(db)
  return ids
}
