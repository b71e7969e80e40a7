import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { addDays, daysBetween } from '#src/kernel/day.ts'
import { query, type Context } from '#src/kernel/operation.ts'
import { gapGroups, type GapGroup, type GapPerson, type GapRow } from './contact.ts'
import { personInReach } from './reach.ts'

const Days = z.int('请填写天数').min(1, '至少 1 天').max(4000, '最多 4000 天').default(90)
const By = z.enum(Object.keys(gapGroups) as GapGroup[], '请选择按什么统计').default('unit')

/** 联系缺口 (requirements C08-10): whom nobody has contacted for longer than so many days. */
export const gaps = {
  'contacts.gap': query({
    title: '查看联系缺口',
    permission: 'contacts.read',
    input: z.strictObject({ days: Days, by: By }),
    async run(context, { days, by }): Promise<GapRow[]> {
      const { rows } = await sql<GapRow>`
        select x.key, coalesce(x.name, '未登记') as name, count(*)::integer as people,
          (count(*) filter (where x.on_day is null or x.on_day < ${since(context, days)}))::integer
            as gap,
          (count(*) filter (where x.on_day is null))::integer as never
        from (${contactedSql(context, by)}) x
        group by 1, 2 order by gap desc, people desc, name limit 1000`.execute(context.db)
      return rows
    },
  }),

  'contacts.gapPeople': query({
    title: '查看久未联系的老同志',
    permission: 'contacts.read',
    input: z.strictObject({
      days: Days,
      by: By,
      /** One line of the report; 0 for those without one. */
      key: z.int().min(0).optional(),
      from: z.int().min(0).max(1_000_000).default(0),
      limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
    }),
    async run(context, { days, by, key, from, limit }): Promise<GapPage> {
      const { rows } = await sql<GapPerson & { total: number }>`
        select x.id, x.full_name, u.name as unit, c.name as community, x.group_name as "group",
          x.on_day as contacted_on, (count(*) over ())::integer as total
        from (${contactedSql(context, by)}) x
        left join org u on u.id = x.managing_unit_id left join org c on c.id = x.community_id
        where (x.on_day is null or x.on_day < ${since(context, days)}) and ${among(key)}
        order by x.on_day nulls first, x.name_pinyin, x.id
        limit ${limit}::int offset ${from}::int`.execute(context.db)
      return {
        total: rows[0]?.total ?? 0,
        rows: rows.map(({ total: _total, ...row }) => ({
          ...row,
          days: row.contactedOn && daysBetween(row.contactedOn, context.today),
        })) as GapPerson[],
      }
    },
  }),
}

export interface GapPage {
  readonly total: number
  readonly rows: readonly GapPerson[]
}

function since({ today }: Context, days: number): RawBuilder<string> {
  return sql`${addDays(today, -days)}::date`
}

function among(key: number | undefined): RawBuilder<boolean> {
  if (key === undefined) return sql`true`
  return key === 0 ? sql`x.key is null` : sql`x.key = ${key}::bigint`
}

const keyOf: Readonly<Record<GapGroup, readonly [string, string]>> = {
  unit: ['r.managing_unit_id', 'k.name'],
  community: ['r.community_id', 'k.name'],
  group: ['g.id', 'g.name'],
}

/** Everyone within reach with the last contact: a call that reached, a message, letter or visit. */
function contactedSql(context: Context, by: GapGroup): RawBuilder<unknown> {
  const [key, name] = keyOf[by]
  return sql`
  select r.id, r.full_name, r.name_pinyin, r.managing_unit_id, r.community_id,
    ${sql.ref(key)} as key, ${sql.ref(name)} as name, g.name as group_name,
    greatest(c.on_day, v.on_day) as on_day
  from retiree r
  cross join lateral (select max(contacted_on) as on_day from contact_record
    where retiree_id = r.id and reached) c
  cross join lateral (select max(visited_on) as on_day from visit where retiree_id = r.id) v
  left join lateral (
    select cg.id, cg.name from contact_group_person p join contact_group cg on cg.id = p.group_id
    where p.retiree_id = r.id and p.valid_to is null order by p.valid_from, p.id limit 1
  ) g on true
  ${by === 'group' ? sql`` : sql`left join org k on k.id = ${sql.ref(key)}`}
  where ${personInReach(context)}`
}
