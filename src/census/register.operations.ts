import { sql } from 'kysely'
import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { departureOf } from '#src/roster/departure.ts'
import { refuseUnlessKeeper } from '#src/roster/permitted.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { decisionsFor } from '#src/roster/relations.ts'
import { leavePageLook } from '#src/roster/seeking.ts'
import { birthSeen, seenInList } from '#src/roster/visibility.ts'
import { refuseTakenLookup } from '#src/roster/writing.ts'
import { comings } from './flow.ts'
import {
  MembersInput,
  ReturnPerson,
  StateEntry,
  type MemberRow,
  type VeteranRow,
} from './register.ts'
import { entryKind, seenBy } from './stays.sql.ts'

export const registers = {
  'census.stateEntry': command({
    title: '核定入册原因',
    permission: 'roster.write',
    repeatable: true,
    input: StateEntry,
    async run(context, { id, kind, origin = null, documentNo = null }): Promise<void> {
      await requireRetiree(context, id)
      await refuseUnlessKeeper(context, id, 'B')
      const { accountId } = context.actor
      const row = { kind, origin, documentNo, accountId, recordedAt: context.now }
      await context.db
        .insertInto('registerEntry')
        .values({ retireeId: id, ...row })
        .onConflict((clash) => clash.column('retireeId').doUpdateSet(row))
        .execute()
      const detail = { kind, origin }
      context.record({ name: 'retiree.entryStated', subject: 'retiree', subjectId: id, detail })
    },
  }),

  'census.return': command({
    title: '登记转回',
    permission: 'roster.write',
    input: ReturnPerson,
    async run(context, { id, on, documentNo = null }): Promise<void> {
      await requireRetiree(context, id)
      await refuseUnlessKeeper(context, id, 'B')
      const row = await context.db
        .selectFrom('retiree')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirstOrThrow()
      const { leftOn, leftReason, idLookup, homeId, version } = row
      if (leftReason !== 'transferredOut' || !leftOn)
        throw new Refusal('conflict', 'census.notAway', '只有已转出的老同志可以登记转回')
      if (on > context.today || on < leftOn)
        throw new Refusal(
          'invalid',
          'census.wrongReturn',
          `转回日期应在转出（${leftOn}）与今天之间`,
          'on',
        )
      await refuseTakenLookup(context, homeId, idLookup ? [idLookup] : [], id)
      const { accountId } = context.actor
      await context.db
        .insertInto('registerAbsence')
        .values({ retireeId: id, leftOn, reason: leftReason, backOn: on, documentNo, accountId })
        .execute()
      await context.db
        .updateTable('retiree')
        .set({ leftOn: null, leftReason: null, version: version + 1 })
        .where('id', '=', id)
        .execute()
      const detail = { documentNo }
      await context.db
        .insertInto('lifeEvent')
        .values({
          retireeId: id,
          kind: 'returned',
          happenedOn: on,
          detail: JSON.stringify(detail),
          accountId,
        })
        .execute()
      const what = { on }
      context.record({ name: 'retiree.returned', subject: 'retiree', subjectId: id, detail: what })
    },
  }),

  'census.members': query({
    title: '查看党员信息库',
    permission: 'roster.read',
    input: MembersInput,
    async run(context, { state, orgId, from, limit }): Promise<MemberPage> {
      const below = orgId === undefined ? sql`true` : sql`r.reach @> array[${orgId}::int]`
      const chosen =
        state === 'current'
          ? sql`r.left_on is null and r.political_status in ('01', '02')`
          : sql`((r.left_on is not null and r.political_status in ('01', '02'))
              or (ceased.on is not null and r.political_status not in ('01', '02')))`
      const { rows } = await sql<RawMember>`
        select r.id, r.full_name, b.name as branch, r.party_joined,
          coalesce(became.on, back.on, r.registered_on) as entered_on,
          case when became.on is not null then 'member' when back.on is not null then 'returned'
            else ${entryKind} end as came,
          coalesce(r.left_on, ceased.on) as exited_on, r.left_reason,
          (count(*) over ())::integer as total
        from retiree r left join org b on b.id = r.branch_id
        left join lateral (select c.effective_on as "on" from retiree_change c
          where c.retiree_id = r.id and c.after ->> 'politicalStatus' in ('01', '02')
            and coalesce(c.before ->> 'politicalStatus', '') not in ('01', '02')
          order by c.id desc limit 1) became on true
        left join lateral (select c.effective_on as "on" from retiree_change c
          where c.retiree_id = r.id and c.before ->> 'politicalStatus' in ('01', '02')
            and coalesce(c.after ->> 'politicalStatus', '') not in ('01', '02')
          order by c.id desc limit 1) ceased on true
        left join lateral (select a.back_on as "on" from register_absence a
          where a.retiree_id = r.id order by a.id desc limit 1) back on true
        where ${seenBy(context)} and ${below} and ${chosen}
          and (r.left_reason is null or r.left_reason not in ('merged', 'importUndone'))
        order by coalesce(r.left_on, ceased.on, became.on, back.on, r.registered_on) desc,
          r.name_pinyin, r.id
        limit ${limit}::int offset ${from}::int`.execute(context.db)
      const seenOf = await decisionsFor(
        context,
        rows.map((row) => row.id),
      )
      const seen = rows.map((row) => ({
        ...row,
        partyJoined: seenInList(seenOf(row.id), 'partyJoined', row.partyJoined) as string | null,
      }))
      return { total: rows[0]?.total ?? 0, rows: seen.map((row) => memberRow(row, state)) }
    },
  }),

  'census.veterans': query({
    title: '查看抗战老战士名册',
    permission: 'roster.read',
    input: z.strictObject({}),
    async run(context): Promise<VeteranRow[]> {
      const { rows } = await sql<RawVeteran>`
        select r.id, r.full_name, coalesce(r.birth_archive, r.birth_id::text) as birth,
          o.name as unit, t.from_on, t.evidence, r.honours
        from retiree r join tag t on t.retiree_id = r.id
          and t.code = 'warVeteran' and t.to_on is null
        left join org o on o.id = r.managing_unit_id
        where ${seenBy(context)} and r.left_on is null
        order by r.birth_first, r.id limit 2000`.execute(context.db)
      const seenOf = await decisionsFor(
        context,
        rows.map((row) => row.id),
        'detail',
      )
      leavePageLook(
        context,
        rows.map((row) => row.id),
        ['S2'],
      )
      return rows.map(({ honours, birth, evidence, ...row }) => {
        const seen = seenOf(row.id)
        return {
          ...row,
          medals: medalsOf(honours),
          birth: birthSeen(seen, birth),
          evidence: seen.sightOfBundle('personal') === 'open' ? evidence : '',
        }
      })
    },
  }),
}

export interface MemberPage {
  readonly total: number
  readonly rows: readonly MemberRow[]
}

interface RawMember extends Omit<MemberRow, 'entered' | 'exited'> {
  readonly came: string
  readonly leftReason: string | null
  readonly total: number
}

function memberRow(
  { came, leftReason, total: _total, ...row }: RawMember,
  state: 'current' | 'left',
): MemberRow {
  const entered = came === 'member' ? '登记为党员' : comings[came as keyof typeof comings]
  if (state === 'current') return { ...row, entered, exitedOn: null, exited: null }
  return { ...row, entered, exited: departureOf(leftReason) ?? '政治面貌更正' }
}

interface RawVeteran extends Omit<VeteranRow, 'medals'> {
  readonly honours: readonly { title?: string; on?: string | null }[] | null
}

/** Medals of the war and its anniversaries; that of fifty years in the party is another. */
function medalsOf(honours: RawVeteran['honours']): string[] {
  return (honours ?? [])
    .filter(({ title = '' }) => title.includes('纪念章') && !title.includes('光荣在党'))
    .map(({ title = '', on }) => (on ? `${title}（${on}）` : title))
}
