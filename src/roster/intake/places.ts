import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { kindsOfTie, tieKinds, type OrgKind, type TieKind } from '#src/orgs/org.ts'
import { choiceKey, type OrgChoices } from './staged.ts'

export interface Place {
  readonly id: number
  readonly kind: OrgKind
  readonly path: readonly number[]
}

/** The organisations of a bureau's region by every name they are known by. */
export interface Places {
  readonly find: (kind: TieKind, name: string) => Place | undefined
  readonly pathOf: (id: number) => readonly number[]
}

const plain = (name: string) => name.normalize('NFKC').replace(/\s/g, '')

/** Loads the names, short names and remembered names of the organisations around a bureau. */
export async function loadPlaces(
  { db }: Context,
  homeId: number,
  choices: OrgChoices,
): Promise<Places> {
  const { rows } = await sql<Place & { names: string[] }>`
    select o.id, o.kind, o.path,
      array_remove(array[o.name, o.short_name] || array(select name from org_alias a where a.org_id = o.id), null) as names
    from org o where o.dissolved_on is null and o.path @> array[region_of(${homeId}::int)]`.execute(
    db,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byName = new Map<string, Place[]>()
  for (const row of rows)
    for (const name of row.names) {
      const key = plain(name)
      byName.set(key, [...(byName.get(key) ?? []), row])
    }
  return {
    find(kind, name) {
      const chosen = choices[choiceKey(kind, name)]
      if (typeof chosen === 'number') return byId.get(chosen)
      const found = byName
        .get(plain(name))
        ?.filter((place) => kindsOfTie[kind].includes(place.kind))
      return found?.length === 1 ? found[0] : undefined
    },
    pathOf: (id) => byId.get(id)?.path ?? [id],
  }
}

/** A name in the file that no organisation bears, and how many rows name it. */
export interface UnknownPlace {
  readonly kind: TieKind
  readonly name: string
  readonly rows: number
}

/** The names that rows to be taken bear and the tree does not know. */
export async function unknownPlaces(
  { db }: Context,
  batchId: number,
  places: Places,
): Promise<UnknownPlace[]> {
  const { rows } = await sql<UnknownPlace>`
    select tie.key as kind, tie.value as name, count(*)::int as rows
    from import_row, jsonb_each_text(ties) tie
    where batch_id = ${batchId} and tie.value <> ''
    group by 1, 2 order by 1, 3 desc, 2`.execute(db)
  return rows.filter(({ kind, name }) => kind in tieKinds && !places.find(kind, name))
}

const newKind: Readonly<Record<TieKind, OrgKind>> = {
  formerUnit: 'unit',
  payingUnit: 'unit',
  managingUnit: 'unit',
  community: 'community',
  branch: 'branch',
}

const jointName = /联合/

/** Creates the organisations that the office chose to create; one for each kind and name. */
export async function createPlaces(
  context: Context,
  homeId: number,
  unknown: readonly UnknownPlace[],
  choices: OrgChoices,
): Promise<number> {
  const { db, today, actor } = context
  const region = await regionOf(context, homeId)
  const wanted = new Map<string, { kind: OrgKind; name: string }>()
  for (const { kind, name } of unknown) {
    if ((choices[choiceKey(kind, name)] ?? 'create') !== 'create') continue
    if (plain(name).length < 2) continue
    const orgKind = kind === 'branch' && jointName.test(name) ? 'jointBranch' : newKind[kind]
    wanted.set(`${orgKind}:${plain(name)}`, { kind: orgKind, name: plain(name).slice(0, 80) })
  }
  const partyParentId = await partyParent(context, region)
  for (const { kind, name } of wanted.values()) {
    const party = kind === 'branch' || kind === 'jointBranch'
    const parentId = party ? partyParentId : region
    const created = await db
      .insertInto('org')
      .values({ kind, name, parentId })
      .onConflict((clash) => clash.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!created) continue
    await db
      .insertInto('orgEvent')
      .values({ orgId: created.id, kind: 'created', happenedOn: today, accountId: actor.accountId })
      .execute()
    context.record({ name: 'org.created', subject: 'org', subjectId: created.id })
  }
  return wanted.size
}

async function regionOf({ db }: Context, homeId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`select region_of(${homeId}::int) as id`.execute(db)
  return rows[0]?.id ?? homeId
}

/** New branches stand below the work committee of the region, where there is one. */
async function partyParent({ db }: Context, regionId: number): Promise<number> {
  const committee = await db
    .selectFrom('org')
    .select('id')
    .where('kind', 'in', ['partyWorkCommittee', 'partyCommittee'])
    .where('dissolvedOn', 'is', null)
    .where(sql<boolean>`path @> array[${regionId}::int]`)
    .orderBy(sql`kind = 'partyWorkCommittee'`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return committee?.id ?? regionId
}
