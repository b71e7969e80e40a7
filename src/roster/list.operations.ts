import { sql } from 'kysely'
import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide } from './access.ts'
import type { Relation } from './access/relation.ts'
import { highAgeHighIllness, whereOf } from './conditions.ts'
import { Filters, ListInput, seeksNumber } from './list.ts'
import { pageOf, type Page } from './page.ts'
import { relationsOf, searchable } from './relations.ts'
import { leaveSoughtLook } from './seeking.ts'
import { birthSeen } from './visibility.ts'

export const list = {
  'roster.list': query({
    title: '查看老干部信息库',
    permission: 'roster.read',
    input: ListInput,
    within: ({ filters }) => filters.orgId,
    async run(context, request): Promise<Page> {
      const page = await pageOf(context, request)
      leaveSoughtLook(
        context,
        request.filters,
        page.rows.map(({ id }) => id),
      )
      return page
    },
  }),

  'roster.find': query({
    title: '查人',
    permission: 'roster.read',
    input: z.strictObject({ text: z.string().trim().min(1).max(60) }),
    async run(context, { text }) {
      const filters: Filters = { text, status: 'all' }
      const where = await whereOf(context, filters)
      const { rows } = await sql<{
        id: number
        fullName: string
        birth: string | null
        unit: string | null
        leftReason: string | null
        relations: Relation[]
        isVip: boolean
      }>`
        select retiree.id, full_name, coalesce(birth_archive, birth_id::text) as birth,
          org.name as unit, left_reason, is_vip, ${relationsOf(context)} as relations
        from retiree left join org on org.id = retiree.managing_unit_id
        where ${where}
        order by left_on is not null, name_pinyin, retiree.id limit 12`.execute(context.db)
      const { role } = context.actor
      leaveSoughtLook(
        context,
        filters,
        rows.map(({ id }) => id),
      )
      return rows.map(({ relations, isVip, birth, ...row }) => {
        const decision = decide({ role, relations, action: 'list', isVip })
        return { ...row, birth: birthSeen(decision, birth) }
      })
    },
  }),

  'roster.headline': query({
    title: '查看在册概况',
    permission: 'roster.read',
    input: z.strictObject({ filters: Filters.prefault({}) }),
    within: ({ filters }) => filters.orgId,
    async run(context, { filters }): Promise<Headline> {
      const where = await whereOf(context, filters)
      const whom = searchable(context, 'health', 'statistics')
      const { rows } = await sql<Headline & { beyond: number }>`
        select count(*) as total,
          count(*) filter (where retirement_category = 'lixiu') as lixiu,
          count(*) filter (where retirement_category = 'tuixiu') as tuixiu,
          count(*) filter (where retirement_category not in ('lixiu', 'tuixiu')) as others,
          count(*) filter (where gender = '2') as women,
          count(*) filter (where political_status in ('01', '02')) as party_members,
          round(avg(extract(year from age(${context.today}::date, birth_first))), 1)::float8 as mean_age,
          round(avg(extract(year from age(${context.today}::date, birth_first)))
            filter (where retirement_category = 'lixiu'), 1)::float8 as lixiu_mean_age,
          count(*) filter (where ${highAgeHighIllness(context.today)}) as high_age_high_illness,
          count(*) filter (where (${whom ?? sql`false`}) is not true) as beyond,
          count(*) filter (where birth_first <= (${context.today}::date - interval '90 years')) as over90
        from retiree where ${where}`.execute(context.db)
      const { beyond, ...counted } = rows[0] as Headline & { beyond: number }
      const told = whom && (beyond === 0 || isWide(filters, counted.total))
      return told ? counted : { ...counted, highAgeHighIllness: null }
    },
  }),

  'roster.savedFilters': query({
    title: '查看常用查询',
    permission: 'roster.read',
    input: z.strictObject({}),
    run: ({ db, actor }) =>
      db
        .selectFrom('savedFilter')
        .select(['id', 'name', 'conditions'])
        .where('accountId', '=', actor.accountId)
        .orderBy('id')
        .limit(50)
        .execute(),
  }),

  'roster.saveFilter': command({
    title: '保存常用查询',
    permission: 'roster.read',
    repeatable: true,
    input: z.strictObject({
      name: z.string('请填写名称').trim().min(1, '请填写名称').max(30, '名称最多 30 个字'),
      conditions: Filters,
    }),
    async run({ db, actor, record }, { name, conditions }): Promise<{ id: number }> {
      if (seeksNumber(conditions))
        throw new Refusal(
          'invalid',
          'roster.numberInFilter',
          '常用查询不保存证件号码，请改用其他条件',
          'conditions.text',
        )
      const { purpose: _purpose, caseText: _caseText, ...kept } = conditions
      const row = { accountId: actor.accountId as number, name, conditions: JSON.stringify(kept) }
      const { id } = await db
        .insertInto('savedFilter')
        .values(row)
        .onConflict((clash) => clash.columns(['accountId', 'name']).doUpdateSet(row))
        .returning('id')
        .executeTakeFirstOrThrow()
      record({ name: 'filter.saved', subject: 'account', subjectId: actor.accountId })
      return { id }
    },
  }),

  'roster.removeFilter': command({
    title: '删除常用查询',
    permission: 'roster.read',
    repeatable: true,
    input: z.strictObject({ id: z.int() }),
    async run({ db, actor, record }, { id }): Promise<void> {
      const removed = await db
        .deleteFrom('savedFilter')
        .where('id', '=', id)
        .where('accountId', '=', actor.accountId)
        .returning('id')
        .executeTakeFirst()
      if (!removed) throw new Refusal('missing', 'roster.noSuchFilter', '没有这个常用查询')
      record({ name: 'filter.removed', subject: 'account', subjectId: actor.accountId })
    },
  }),
}

/** Fewer people than this are no statistics. */
const fewest = 10

/** Whether a count tells of a whole organisation and of nobody in it: any narrower question could single one out. */
function isWide(filters: Filters, total: number): boolean {
  return total >= fewest && Object.keys(filters).every((key) => key === 'orgId' || key === 'status')
}

export interface Headline {
  readonly total: number
  readonly lixiu: number
  readonly tuixiu: number
  readonly others: number
  readonly women: number
  readonly partyMembers: number
  readonly meanAge: number | null
  readonly lixiuMeanAge: number | null
  /** Absent for posts that may not know about anyone's health. */
  readonly highAgeHighIllness: number | null
  readonly over90: number
}
