import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { whereOf } from '#src/roster/conditions.ts'
import { Filters } from '#src/roster/list.ts'
import { maskPhone } from '#src/roster/phone.ts'
import { decisionsFor } from '#src/roster/relations.ts'
import { lastContact, nextDue } from './facts.sql.ts'
import type { GroupMember, GroupRow } from './group.ts'
import { noSuchGroup, ownGroup, personInReach, seenGroup } from './reach.ts'

const Id = z.strictObject({ id: z.int('请选择小组') })
const Steps = {
  from: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
}

export const listing = {
  'contactGroups.list': query({
    title: '查看结对小组',
    permission: 'contacts.read',
    input: z.strictObject({ closed: z.boolean().default(false) }),
    run: (context, { closed }): Promise<GroupRow[]> =>
      groupRows(context, closed ? sql`g.closed_on is not null` : sql`g.closed_on is null`),
  }),

  'contactGroups.get': query({
    title: '查看结对小组成员',
    permission: 'contacts.read',
    input: Id,
    async run(context, { id }): Promise<GroupPage> {
      const [group] = await groupRows(context, sql`g.id = ${id}::bigint`)
      if (!group) throw noSuchGroup()
      return { ...group, staff: await membersOf(context, id) }
    },
  }),

  'contactGroups.people': query({
    title: '查看结对的老同志',
    permission: 'contacts.read',
    input: z.strictObject({ ...Id.shape, ...Steps }),
    async run(context, { id, from, limit }): Promise<PeoplePage> {
      const [group] = await groupRows(context, sql`g.id = ${id}::bigint`)
      if (!group) throw noSuchGroup()
      const { rows } = await sql<RawPerson & { total: number }>`
        select r.id, r.full_name, r.mobile, r.landline, u.name as unit, c.name as community,
          p.valid_from as since, last.on_day as contacted_on, last.what, due.due_on, due.overdue,
          (select next_on from contact_record n where n.retiree_id = r.id
            order by n.contacted_on desc, n.id desc limit 1) as next_on,
          (count(*) over ())::integer as total
        from contact_group_person p join retiree r on r.id = p.retiree_id
        left join org u on u.id = r.managing_unit_id left join org c on c.id = r.community_id
        ${lastContact} ${nextDue(context.today)}
        where p.group_id = ${id}::bigint and p.valid_to is null and ${personInReach(context)}
        order by due.overdue desc, last.on_day nulls first, r.name_pinyin, r.id
        limit ${limit}::int offset ${from}::int`.execute(context.db)
      return { total: rows[0]?.total ?? 0, rows: await shown(context, rows) }
    },
  }),

  'contactGroups.unassigned': query({
    title: '查看还没有结对的老同志',
    permission: 'contacts.read',
    input: z.strictObject({ filters: Filters.prefault({}), ...Steps }),
    async run(context, { filters, from, limit }): Promise<UnassignedPage> {
      const where = await whereOf(context, filters)
      const { rows } = await sql<Unassigned & { total: number }>`
        select r.id, r.full_name, u.name as unit, c.name as community, r.total
        from (
          select retiree.*, (count(*) over ())::integer as total from retiree
          where ${where} and retiree.left_on is null and ${withoutGroup}
          order by retiree.name_pinyin, retiree.id limit ${limit}::int offset ${from}::int
        ) r
        left join org u on u.id = r.managing_unit_id left join org c on c.id = r.community_id
        order by r.name_pinyin, r.id`.execute(context.db)
      return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
    },
  }),

  'contactGroups.staff': query({
    title: '选择结对小组成员',
    permission: 'contacts.manage',
    input: z.strictObject({ text: z.string().trim().max(30, '查找内容太长').default('') }),
    async run(context, { text }): Promise<StaffToChoose[]> {
      const { rows } = await sql<StaffToChoose>`
        select distinct on (a.name, a.id) a.id as account_id, a.name,
          o.name || ' ' || p.title as post
        from account a join post p on p.account_id = a.id join org o on o.id = p.org_id
        where a.ended_on is null and p.valid_from <= ${context.today}::date
          and (p.valid_to is null or p.valid_to > ${context.today}::date)
          and p.role not in ('systemAdmin', 'securityAdmin', 'auditAdmin')
          and o.path @> array[${context.actor.scopeId}::int]
          and position(${text} in a.name) > ${text ? 0 : -1}
        order by a.name, a.id, p.id limit 50`.execute(context.db)
      return rows
    },
  }),
}

export interface StaffToChoose {
  readonly accountId: number
  readonly name: string
  readonly post: string
}

/** On `retiree`: in no group of any organisation. */
export const withoutGroup = sql<boolean>`not exists (select from contact_group_person p
  where p.retiree_id = retiree.id and p.valid_to is null)`

export interface GroupPage extends GroupRow {
  /** Those of today first, then those who left. */
  readonly staff: readonly GroupMember[]
}

export interface GroupPerson {
  readonly id: number
  readonly fullName: string
  /** In part, as lists show it; null where the post may not know it or there is none. */
  readonly phone: string | null
  readonly unit: string | null
  readonly community: string | null
  readonly since: string
  readonly contactedOn: string | null
  /** A way of contact, or `visit:` and a way of visiting. */
  readonly what: string | null
  readonly dueOn: string | null
  readonly overdue: number
  readonly nextOn: string | null
}

export interface PeoplePage {
  readonly total: number
  readonly rows: readonly GroupPerson[]
}

export interface Unassigned {
  readonly id: number
  readonly fullName: string
  readonly unit: string | null
  readonly community: string | null
}

export interface UnassignedPage {
  readonly total: number
  readonly rows: readonly Unassigned[]
}

interface RawPerson extends Omit<GroupPerson, 'phone'> {
  readonly mobile: string | null
  readonly landline: string | null
}

async function shown(
  context: Context,
  rows: readonly (RawPerson & { total: number })[],
): Promise<GroupPerson[]> {
  const decisionOf = await decisionsFor(
    context,
    rows.map(({ id }) => id),
  )
  return rows.map(({ mobile, landline, total: _total, ...row }) => {
    const phone = mobile ?? landline
    const known = decisionOf(row.id).sightOf('mobile') !== 'hidden'
    return { ...row, phone: known && phone ? maskPhone(phone) : null }
  })
}

async function groupRows(context: Context, where: RawBuilder<boolean>): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select g.id, g.name, g.org_id, o.name as org_name, g.duty_phone, g.founded_on, g.closed_on,
      (select m.name from contact_group_member m
        where m.group_id = g.id and m.is_leader and m.valid_to is null) as leader,
      (select count(*)::integer from contact_group_member m
        where m.group_id = g.id and m.valid_to is null) as members,
      n.people, n.overdue, ${ownGroup(context)} as mine
    from contact_group g join org o on o.id = g.org_id
    cross join lateral (
      select count(*)::integer as people, (count(*) filter (where exists (
        select from duty d where d.retiree_id = p.retiree_id and d.state = 'open'
          and d.rule in ('contactCall', 'contactVisit') and d.due_on < ${context.today}::date
      )))::integer as overdue
      from contact_group_person p join retiree r on r.id = p.retiree_id
      where p.group_id = g.id and p.valid_to is null and ${personInReach(context)}
    ) n
    where ${where} and ${seenGroup(context)}
    order by n.overdue desc, o.name, g.name, g.id limit 500`.execute(context.db)
  return rows
}

async function membersOf({ db }: Context, groupId: number): Promise<GroupMember[]> {
  return db
    .selectFrom('contactGroupMember')
    .select(['id', 'staffId as accountId', 'name', 'phone', 'isLeader', 'validFrom', 'validTo'])
    .select('endedWhy')
    .where('groupId', '=', groupId)
    .orderBy((is) => is('validTo', 'is not', null))
    .orderBy('isLeader', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}
