import { sql } from 'kysely'
import * as z from 'zod'
import {
  command,
  download,
  query,
  upload,
  type Context,
  type Download,
} from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { kindsOfTie } from '#src/orgs/org.ts'
import {
  AddInService,
  CloseInService,
  expectedMonth,
  forecastYears,
  InServiceList,
  refusalOfInService,
  type Forecast,
  type InServiceRow,
  type NewInService,
} from './inService.ts'
import { forecastOf } from './forecast.ts'
import { readInService } from './inServiceFile.ts'
import { template } from './files.ts'

export const inService = {
  'census.inService': query({
    title: '查看在职名册',
    permission: 'census.read',
    input: InServiceList,
    async run(context, { unitId, year, text, closed, from, limit }): Promise<InServicePage> {
      const month = context.today.slice(0, 7)
      const where = sql.join(
        [
          seenUnit(context),
          closed ? sql`s.closed_on is not null` : sql`s.closed_on is null`,
          unitId === undefined ? sql`true` : sql`s.unit_id = ${unitId}`,
          text ? sql`s.full_name like ${`%${text.replace(/[%_\\]/g, '\\$&')}%`}` : sql`true`,
          year === undefined ? sql`true` : expectedIn(year, month),
        ],
        sql` and `,
      )
      const { rows } = await sql<InServiceRow & { total: number }>`
        select s.id, s.full_name, s.unit_id, o.name as unit, s.birth_month, s.ladder,
          s.expected_month, s.closed_on, s.closed_reason, s.retiree_id,
          (count(*) over ())::integer as total
        from in_service s join org o on o.id = s.unit_id where ${where}
        order by s.expected_month, s.full_name, s.id
        limit ${limit}::int offset ${from}::int`.execute(context.db)
      return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
    },
  }),

  'census.forecast': query({
    title: '查看退休预测',
    permission: 'census.read',
    input: z.strictObject({ years: z.int().min(1).max(forecastYears).default(forecastYears) }),
    async run(context, { years }): Promise<Forecast> {
      const { rows } = await sql<{ unitId: number; unit: string; expectedMonth: string }>`
        select s.unit_id, o.name as unit, s.expected_month
        from in_service s join org o on o.id = s.unit_id
        where ${seenUnit(context)} and s.closed_on is null`.execute(context.db)
      return forecastOf(rows, context.today, years)
    },
  }),

  'census.addInService': command({
    title: '登记在职人员',
    permission: 'census.manage',
    input: AddInService,
    async run(context, person): Promise<{ id: number }> {
      demand(refusalOfInService(person, context.today))
      const unit = await requireOrg(context, person.unitId)
      if (!kindsOfTie.formerUnit.includes(unit.kind as 'unit') || unit.dissolvedOn)
        throw new Refusal('invalid', 'census.noUnit', '请选择单位', 'unitId')
      const [id] = await keep(context, [person])
      if (id === undefined)
        throw new Refusal('conflict', 'census.listed', '这个人已在这个单位的名册上', 'fullName')
      context.record({ name: 'inService.added', subject: 'inService', subjectId: id })
      return { id }
    },
  }),

  'census.closeInService': command({
    title: '移出在职名册',
    permission: 'census.manage',
    input: CloseInService,
    async run(context, { id, reason }): Promise<void> {
      const closed = await sql`
        update in_service s set closed_on = ${context.today}::date, closed_reason = ${reason}
        from org o where o.id = s.unit_id and s.id = ${id} and s.closed_on is null
          and ${seenUnit(context)}`.execute(context.db)
      if (Number(closed.numAffectedRows ?? 0) === 0)
        throw new Refusal('missing', 'census.noSuchEntry', '名册上没有这个人，或已经移出')
      const detail = { reason }
      context.record({ name: 'inService.closed', subject: 'inService', subjectId: id, detail })
    },
  }),

  'census.importInService': upload({
    title: '导入在职名册',
    permission: 'census.manage',
    input: z.strictObject({ fileName: z.string('请选择文件').min(1, '请选择文件').max(200) }),
    async run(context, { fileName }, file): Promise<{ added: number; known: number }> {
      if (!file?.length)
        throw new Refusal('invalid', 'import.empty', '文件是空的，请重新选择', 'file')
      const people = await readInService(Buffer.from(file), fileName, {
        today: context.today,
        units: await unitsOf(context),
      })
      const added = (await keep(context, people)).length
      const known = people.length - added
      const detail = { fileName, added, known }
      const [name, subject] = ['inService.imported', 'inService'] as const
      context.record({ name, subject, subjectId: null, detail })
      return { added, known }
    },
  }),

  'census.inServiceTemplate': download({
    title: '下载在职名册样表',
    permission: 'census.manage',
    input: z.strictObject({}),
    run: (): Promise<Download> => template(),
  }),
}

export interface InServicePage {
  readonly total: number
  readonly rows: readonly InServiceRow[]
}

/** Condition on `o`, the unit of an entry: entries are seen from the unit and what is above it. */
function seenUnit({ actor }: Context) {
  return actor.role === 'system'
    ? sql<boolean>`true`
    : sql<boolean>`o.path @> array[${actor.scopeId}::int]`
}

function expectedIn(year: number | 'past', month: string) {
  if (year === 'past') return sql`s.expected_month < ${month}`
  return sql`left(s.expected_month, 4) = ${String(year)} and s.expected_month >= ${month}`
}

/** Adds those who are not on the list yet; returns the new ids. */
async function keep(context: Context, people: readonly NewInService[]): Promise<number[]> {
  if (people.length === 0) return []
  const { actor, today, db } = context
  const added = await db
    .insertInto('inService')
    .values(
      people.map((person) => ({
        ...person,
        expectedMonth: expectedMonth(person.birthMonth, person.ladder),
        recordedOn: today,
        accountId: actor.accountId,
      })),
    )
    .onConflict((clash) =>
      clash.columns(['unitId', 'fullName', 'birthMonth']).where('closedOn', 'is', null).doNothing(),
    )
    .returning('id')
    .execute()
  return added.map(({ id }) => id)
}

/** Every name by which a unit within reach is known. */
async function unitsOf(context: Context): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select u.id, n.name from org u cross join lateral (
      select u.name union select u.short_name where u.short_name is not null
      union select a.name from org_alias a where a.org_id = u.id
    ) n where u.path @> array[${context.actor.scopeId}::int] and u.dissolved_on is null
      and u.kind = any (${[...kindsOfTie.formerUnit]})`.execute(context.db)
  return new Map(rows.map(({ id, name }) => [name.replace(/\s/g, ''), id]))
}
