import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { keptOrManaged } from '#src/roster/keepers.ts'
import { openTicket } from '#src/tickets/open.ts'
import { checkUpPeople, checkUpRows, requireCheckUp } from './checkUp.list.ts'
import {
  Book,
  Came,
  FeedBack,
  ListCheckUp,
  OpenCheckUp,
  Result,
  type CheckUpPersonRow,
  type CheckUpRow,
} from './checkUp.ts'
import { requireKnown } from './person.ts'
import { sealed } from './seal.ts'
import { reached } from './sight.ts'
import { refuseFuture } from './stay.ts'

const Id = z.strictObject({ checkUpId: z.int('请选择体检') })

export const checkUps = {
  'health.checkUps': query({
    title: '查看健康体检',
    permission: 'health.read',
    input: z.strictObject({}),
    run: (context): Promise<CheckUpRow[]> => checkUpRows(context),
  }),

  'health.checkUp': query({
    title: '查看体检人员',
    permission: 'health.read',
    input: ListCheckUp,
    async run(
      context,
      input,
    ): Promise<{ checkUp: CheckUpRow; rows: CheckUpPersonRow[]; total: number }> {
      const checkUp = await requireCheckUp(context, input.checkUpId)
      return { checkUp, ...(await checkUpPeople(context, input)) }
    },
  }),

  'health.openCheckUp': command({
    title: '开展健康体检',
    permission: 'health.manage',
    input: OpenCheckUp,
    async run(context, input): Promise<{ checkUpId: number; people: number }> {
      const { name, hospital, fromOn, toOn } = input
      if (input.unitId) await requireOrg(context, input.unitId)
      const { id } = await context.db
        .insertInto('checkUp')
        .values({ name, hospital, fromOn, toOn, ...by(context), openedAt: context.now })
        .returning('id')
        .executeTakeFirstOrThrow()
      const people = await takeIn(context, id, input)
      if (people === 0)
        throw new Refusal('conflict', 'health.nobody', '没有符合条件的在册人员，请放宽条件')
      const detail = { name, people }
      context.record({ name: 'checkUp.opened', subject: 'checkUp', subjectId: id, detail })
      return { checkUpId: id, people }
    },
  }),

  'health.closeCheckUp': command({
    title: '结束健康体检',
    permission: 'health.manage',
    input: Id,
    async run(context, { checkUpId }): Promise<void> {
      const checkUp = await requireOpen(context, checkUpId)
      if (!checkUp.own) throw new Refusal('forbidden', 'health.notOwn', '体检由开展的部门结束')
      await context.db
        .updateTable('checkUp')
        .set({ closedOn: context.today })
        .where('id', '=', checkUpId)
        .execute()
      const detail = { people: checkUp.people, came: checkUp.came }
      context.record({ name: 'checkUp.closed', subject: 'checkUp', subjectId: checkUpId, detail })
    },
  }),

  'health.book': command({
    title: '预约体检',
    permission: 'health.record',
    input: Book,
    async run(context, { checkUpId, ids, bookedOn }): Promise<{ booked: number }> {
      const { fromOn, toOn } = await requireOpen(context, checkUpId)
      if (bookedOn < fromOn || bookedOn > toOn) {
        const message = `预约日期应在 ${fromOn} 至 ${toOn} 之间`
        throw new Refusal('invalid', 'health.outside', message, 'bookedOn')
      }
      for (const retireeId of ids) {
        await requireMember(context, checkUpId, retireeId)
        await write(context, checkUpId, retireeId, { bookedOn, came: null, absentWhy: null })
        note(context, 'checkUp.booked', checkUpId, retireeId, { bookedOn })
      }
      return { booked: ids.length }
    },
  }),

  'health.came': command({
    title: '登记到检',
    permission: 'health.record',
    input: Came,
    async run(context, { checkUpId, retireeId, came, absentWhy }): Promise<void> {
      await requireOpen(context, checkUpId)
      const member = await requireMember(context, checkUpId, retireeId)
      if (member.resultedOn)
        throw new Refusal('conflict', 'health.resulted', '已登记体检结果，不能再改到检情况')
      await write(context, checkUpId, retireeId, { came, absentWhy: came ? null : absentWhy })
      note(context, 'checkUp.came', checkUpId, retireeId, { came })
    },
  }),

  'health.result': command({
    title: '登记体检结果',
    permission: 'health.record',
    input: Result,
    async run(context, { checkUpId, retireeId, resultedOn, summary, feedbackOn }): Promise<void> {
      const { fromOn } = await requireCheckUp(context, checkUpId)
      const member = await requireMember(context, checkUpId, retireeId)
      refuseFuture(resultedOn, context.today, 'resultedOn', '出结果日期')
      if (resultedOn < fromOn)
        throw new Refusal('invalid', 'health.beforeCheckUp', '早于体检开始日期', 'resultedOn')
      if (feedbackOn && feedbackOn < resultedOn)
        throw new Refusal('invalid', 'health.beforeResult', '反馈不能早于出结果', 'feedbackOn')
      if (member.fedBackOn) throw new Refusal('conflict', 'health.fedBack', '已反馈，结果不能再改')
      const text = sealed(context, 'check_up_person', `${checkUpId}.${retireeId}`, summary)
      const values = { came: true, absentWhy: null, resultedOn, feedbackOn: feedbackOn ?? null }
      const kept = summary === undefined ? {} : { summary: text }
      await write(context, checkUpId, retireeId, { ...values, ...kept })
      note(context, 'checkUp.resulted', checkUpId, retireeId, { resultedOn, feedbackOn })
    },
  }),

  'health.feedBack': command({
    title: '登记体检反馈',
    permission: 'health.record',
    input: FeedBack,
    async run(context, input): Promise<{ tickets: { id: number; number: string }[] }> {
      const { checkUpId, retireeId, fedBackOn, feedbackBy, followUps } = input
      await requireCheckUp(context, checkUpId)
      const member = await requireMember(context, checkUpId, retireeId)
      refuseFuture(fedBackOn, context.today, 'fedBackOn', '反馈日期')
      if (!member.resultedOn) throw new Refusal('conflict', 'health.noResult', '还没有登记体检结果')
      if (fedBackOn < member.resultedOn)
        throw new Refusal('invalid', 'health.beforeResult', '反馈不能早于出结果', 'fedBackOn')
      await write(context, checkUpId, retireeId, { fedBackOn, feedbackBy })
      note(context, 'checkUp.fedBack', checkUpId, retireeId, { fedBackOn })
      const tickets = []
      for (const { title, detail } of followUps) {
        const about = { category: 'medical', source: 'health', sourceId: checkUpId } as const
        const { id, number } = await openTicket(context, {
          retireeId,
          title,
          detail: detail ?? null,
          ...about,
        })
        tickets.push({ id, number })
      }
      return { tickets }
    },
  }),
}

function by({ actor: { orgId, accountId } }: Context) {
  return { orgId, accountId }
}

async function requireOpen(context: Context, id: number): Promise<CheckUpRow> {
  const checkUp = await requireCheckUp(context, id)
  if (checkUp.closedOn)
    throw new Refusal('conflict', 'health.closed', `这次体检已于 ${checkUp.closedOn} 结束`)
  return checkUp
}

/** A person of the check-up whom the actor keeps or manages; else nobody. */
async function requireMember(context: Context, checkUpId: number, retireeId: number) {
  await requireKnown(context, retireeId)
  const { rows } = await sql<{ resultedOn: string | null; fedBackOn: string | null }>`
    select p.resulted_on, p.fed_back_on from check_up_person p
    join retiree on retiree.id = p.retiree_id
    where p.check_up_id = ${checkUpId} and p.retiree_id = ${retireeId}
      and ${keptOrManaged(context)}`.execute(context.db)
  if (!rows[0]) throw new Refusal('missing', 'roster.noSuchRetiree', '查无此人')
  return rows[0]
}

function write(
  { db }: Context,
  checkUpId: number,
  retireeId: number,
  values: Readonly<Record<string, string | boolean | null | undefined>>,
) {
  return db
    .updateTable('checkUpPerson')
    .set(values)
    .where('checkUpId', '=', checkUpId)
    .where('retireeId', '=', retireeId)
    .execute()
}

function note(context: Context, name: string, checkUpId: number, retireeId: number, more: object) {
  const detail = { checkUpId, ...more }
  context.record({ name, subject: 'retiree', subjectId: retireeId, detail })
}

/** Everyone on the register under the conditions whom the bureau keeps; fixed from then on. */
async function takeIn(context: Context, id: number, asked: z.output<typeof OpenCheckUp>) {
  const { categories, fromAge, unitId } = asked
  const year = Number(context.today.slice(0, 4))
  const { numAffectedRows } = await sql`
    insert into check_up_person (check_up_id, retiree_id)
    select ${id}, retiree.id from retiree
    where ${reached(context)} and ${keptOrManaged(context)} and retiree.left_on is null
      and ${categories.length > 0 ? sql`retiree.retirement_category = any (${categories})` : sql`true`}
      and ${fromAge ? sql`${year} - extract(year from retiree.birth_first) >= ${fromAge}` : sql`true`}
      and ${unitId ? sql`retiree.managing_unit_id in (select id from org where path @> array[${unitId}::int])` : sql`true`}`.execute(
    context.db,
  )
  return Number(numAffectedRows ?? 0)
}
