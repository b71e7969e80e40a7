import { sql } from 'kysely'
import * as z from 'zod'
import { unguarded } from '#src/kernel/guard.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, demandAll, Refusal } from '#src/kernel/refusal.ts'
import {
  AmendOrg,
  CreateOrg,
  DissolveOrg,
  MergeOrg,
  MoveOrg,
  refusalOfDay,
  refusalToMerge,
  RenameOrg,
  type OrgKind,
} from './org.ts'
import { formerNamesOf, historyOf, idsIn, namesOf } from './history.ts'
import { reachableOrgs, requireOrg } from './reach.ts'
import { hasPeople, hasLivingBelow, keepAlias, retie } from './succession.ts'

export const orgs = {
  'orgs.tree': query({
    title: '查看组织机构',
    permission: 'orgs.read',
    input: z.strictObject({ withDissolved: z.boolean().default(false) }),
    async run(context, { withDissolved }): Promise<OrgNode[]> {
      const nodes = reachableOrgs(context)
        .select(['org.id', 'org.parentId', 'org.kind', 'org.name', 'org.dissolvedOn'])
        .select(headcount.as('people'))
        .orderBy(sql`org.path`)
        .limit(20_000)
      const rows = withDissolved
        ? await nodes.execute()
        : await nodes.where('org.dissolvedOn', 'is', null).execute()
      return rows.map((row) => ({ ...row, kind: row.kind as OrgKind }))
    },
  }),

  'orgs.search': query({
    title: '查找机构',
    permission: 'orgs.read',
    input: z.strictObject({
      text: z.string().trim().max(80).default(''),
      kinds: z.array(z.string()).max(20).optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    async run(context, { text, kinds, limit }): Promise<OrgHit[]> {
      let hits = reachableOrgs(context)
        .leftJoin('org as parent', 'parent.id', 'org.parentId')
        .select(['org.id', 'org.name', 'org.kind', 'parent.name as parentName'])
        .where('org.dissolvedOn', 'is', null)
      if (text) hits = hits.where('org.name', 'like', `%${text.replace(/[%_\\]/g, '\\$&')}%`)
      if (kinds?.length) hits = hits.where('org.kind', 'in', kinds)
      return hits
        .orderBy(sql`length(org.name)`)
        .orderBy('org.name')
        .limit(limit)
        .execute()
    },
  }),

  'orgs.get': query({
    title: '查看机构详情',
    permission: 'orgs.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }) {
      const { path, ...org } = await requireOrg(context, id)
      const above = await context.db
        .selectFrom('org')
        .select(['id', 'name'])
        .where('id', 'in', path.slice(0, -1).concat(-1))
        .orderBy(sql`array_length(path, 1)`)
        .execute()
      const history = await historyOf(context, id)
      const mentioned = [org.successorId, ...history.flatMap(idsIn)].filter((one) => one !== null)
      return {
        ...org,
        above,
        history,
        formerNames: await formerNamesOf(context, id),
        names: await namesOf(context, mentioned),
        people: await hasPeople(context, id),
      }
    },
  }),

  'orgs.create': command({
    title: '新增机构',
    permission: 'orgs.manage',
    input: CreateOrg,
    async run(context, { documentNo, ...values }): Promise<{ id: number }> {
      const parent = await requireOrg(context, values.parentId)
      if (parent.dissolvedOn)
        throw new Refusal('conflict', 'orgs.parentDissolved', '上级机构已撤销，请另选', 'parentId')
      if (values.establishedOn)
        demand(refusalOfDay({ establishedOn: null }, values.establishedOn, context.today))
      await refuseSameName(context, values.parentId, values.kind, values.name)
      const { id } = await context.db
        .insertInto('org')
        .values(values)
        .returning('id')
        .executeTakeFirstOrThrow()
      const happenedOn = values.establishedOn ?? context.today
      await note(context, { id, kind: 'created', happenedOn, documentNo, after: values })
      return { id }
    },
  }),

  'orgs.amend': command({
    title: '修改机构资料',
    permission: 'orgs.manage',
    input: AmendOrg,
    async run(context, { id, version, ...values }): Promise<void> {
      const org = await requireOrg(context, id)
      if (org.version !== version)
        throw new Refusal('conflict', 'orgs.changedMeanwhile', '别人刚改过这个机构，请刷新后再改')
      const { before, after } = differences(org, values)
      if (Object.keys(after).length === 0)
        throw new Refusal('invalid', 'orgs.unchanged', '没有改动，不用保存')
      await context.db
        .updateTable('org')
        .set({ ...after, version: version + 1 })
        .where('id', '=', id)
        .execute()
      await note(context, { id, kind: 'amended', happenedOn: context.today, before, after })
    },
  }),

  'orgs.rename': command({
    title: '机构更名',
    permission: 'orgs.manage',
    input: RenameOrg,
    async run(context, { id, name, on, documentNo }): Promise<void> {
      const org = await requireExisting(context, id)
      demand(refusalOfDay(org, on, context.today))
      if (name === org.name)
        throw new Refusal('invalid', 'orgs.sameName', '新名称与现名称相同', 'name')
      await refuseSameName(context, org.parentId, org.kind, name)
      await keepAlias(context, id, org.name)
      await change(context, id, { name })
      const names = { before: { name: org.name }, after: { name } }
      await note(context, { id, kind: 'renamed', happenedOn: on, documentNo, ...names })
    },
  }),

  'orgs.move': command({
    title: '机构划转',
    permission: 'orgs.manage',
    input: MoveOrg,
    async run(context, { id, parentId, on, documentNo }): Promise<void> {
      const org = await requireExisting(context, id)
      const parent = await requireOrg(context, parentId)
      demandAll([
        refusalOfDay(org, on, context.today),
        parent.path.includes(id)
          ? new Refusal('conflict', 'orgs.loop', '不能划到自己的下级之下', 'parentId')
          : undefined,
      ])
      await refuseSameName(context, parentId, org.kind, org.name)
      await change(context, id, { parentId })
      await refreshReachBelow(context, id)
      const parents = { before: { parentId: org.parentId }, after: { parentId } }
      await note(context, { id, kind: 'moved', happenedOn: on, documentNo, ...parents })
    },
  }),

  'orgs.merge': command({
    title: '机构合并',
    permission: 'orgs.manage',
    input: MergeOrg,
    async run(context, { id, intoId, on, documentNo }): Promise<{ moved: number }> {
      const org = await requireExisting(context, id)
      const into = await requireOrg(context, intoId)
      demandAll([refusalOfDay(org, on, context.today), refusalToMerge(org, into)])
      await refuseChildren(context, id)
      const retireeIds = await retie(context, id, intoId, on)
      await change(context, id, { dissolvedOn: on, successorId: intoId })
      await keepAlias(context, intoId, org.name)
      const detail = { intoId, retireeIds }
      await note(
        context,
        { id, kind: 'merged', happenedOn: on, documentNo, after: { intoId } },
        detail,
      )
      return { moved: retireeIds.length }
    },
  }),

  'orgs.dissolve': command({
    title: '机构撤销',
    permission: 'orgs.manage',
    input: DissolveOrg,
    async run(context, { id, on, documentNo }): Promise<void> {
      const org = await requireExisting(context, id)
      demand(refusalOfDay(org, on, context.today))
      await refuseChildren(context, id)
      const people = await hasPeople(context, id)
      if (people)
        throw new Refusal(
          'conflict',
          'orgs.stillHasPeople',
          `还有 ${people} 位老同志归属这里，请先合并到其他机构或逐人调整`,
        )
      await change(context, id, { dissolvedOn: on })
      await note(context, { id, kind: 'dissolved', happenedOn: on, documentNo })
    },
  }),
}

export interface OrgNode {
  readonly id: number
  readonly parentId: number | null
  readonly kind: OrgKind
  readonly name: string
  readonly dissolvedOn: string | null
  readonly people: number
}

export interface OrgHit {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly parentName: string | null
}

const headcount = sql<number>`(
  select count(distinct tie.retiree_id) from tie join retiree on retiree.id = tie.retiree_id
  where tie.org_id = org.id and tie.valid_to is null and retiree.left_on is null)`

async function requireExisting(context: Context, id: number) {
  const org = await requireOrg(context, id)
  if (org.dissolvedOn)
    throw new Refusal('conflict', 'orgs.dissolved', `这个机构已于 ${org.dissolvedOn} 撤销`)
  return org
}

function differences(org: object, values: object) {
  const old = new Map<string, unknown>(Object.entries(org))
  const changed = Object.entries(values).filter(([key, value]) => old.get(key) !== value)
  const before = Object.fromEntries(changed.map(([key]) => [key, old.get(key)]))
  return { before, after: Object.fromEntries(changed) }
}

async function refuseSameName(
  context: Context,
  parentId: number | null,
  kind: string,
  name: string,
) {
  const twin = await context.db
    .selectFrom('org')
    .select('id')
    .where('parentId', 'is not distinct from', parentId)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('dissolvedOn', 'is', null)
    .executeTakeFirst()
  if (twin) throw new Refusal('conflict', 'orgs.nameTaken', '同一上级下已有同名机构', 'name')
}

async function refuseChildren(context: Context, id: number) {
  if (await hasLivingBelow(context, id))
    throw new Refusal('conflict', 'orgs.stillHasChildren', '下面还有机构，请先划转或撤销下级机构')
}

type Change = Partial<{
  name: string
  parentId: number
  dissolvedOn: string
  successorId: number
}>

async function change({ db }: Context, id: number, values: Change) {
  await db
    .updateTable('org')
    .set({ ...values, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

async function refreshReachBelow({ db }: Context, id: number) {
  const refresh = sql`
    select refresh_reach(array(
      select r.id from retiree r where r.reach && array(
        select o.id from org o where o.path @> array[${id}::int])))`
  await unguarded(db, () => refresh.execute(db))
}

interface Note {
  readonly id: number
  readonly kind: string
  readonly happenedOn: string
  readonly documentNo?: string | null | undefined
  readonly before?: object
  readonly after?: object
}

async function note(context: Context, entry: Note, detail: Record<string, unknown> = {}) {
  const { id, kind, happenedOn, documentNo, before = {}, after = {} } = entry
  await context.db
    .insertInto('orgEvent')
    .values({
      orgId: id,
      kind,
      happenedOn,
      documentNo: documentNo ?? null,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      accountId: context.actor.accountId,
    })
    .execute()
  context.record({
    name: `org.${kind}`,
    subject: 'org',
    subjectId: id,
    detail: { ...after, ...detail },
  })
}
