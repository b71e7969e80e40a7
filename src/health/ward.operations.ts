import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { noteChange } from './change.ts'
import { requireKnown } from './person.ts'
import { nextId, sealed } from './seal.ts'
import { known, reached } from './sight.ts'
import { dayField, refuseFuture, Why } from './stay.ts'
import { OpenWard, RecordRound, Ward, type WardRow } from './ward.ts'

export const wards = {
  'health.wards': query({
    title: '查看家庭病房',
    permission: 'health.read',
    input: z.strictObject({ closed: z.boolean().default(false) }),
    run: (context, { closed }): Promise<WardRow[]> =>
      wardRows(context, closed ? sql`true` : sql`w.closed_on is null and retiree.left_on is null`),
  }),

  'health.openWard': command({
    title: '建立家庭病房',
    permission: 'health.record',
    input: OpenWard,
    async run(context, { retireeId, ...given }): Promise<{ wardId: number }> {
      const { row } = await requireKnown(context, retireeId)
      if (row.leftOn)
        throw new Refusal('conflict', 'roster.readOnly', '这位老同志已去世，记录只能查看')
      refuseFuture(given.openedOn, context.today, 'openedOn', '建床日期')
      const open = await openWardOf(context, retireeId)
      if (open)
        throw new Refusal('conflict', 'health.wardOpen', `${open.openedOn} 建的家庭病房还没有撤床`)
      const { accountId, orgId } = context.actor
      const { id } = await context.db
        .insertInto('homeWard')
        .values({ retireeId, ...given, accountId, orgId, recordedAt: context.now })
        .returning('id')
        .executeTakeFirstOrThrow()
      const detail = { wardId: id, openedOn: given.openedOn, everyDays: given.everyDays }
      context.record({ name: 'ward.opened', subject: 'retiree', subjectId: retireeId, detail })
      return { wardId: id }
    },
  }),

  'health.closeWard': command({
    title: '撤销家庭病房',
    permission: 'health.record',
    input: z.strictObject({ wardId: Ward, closedOn: dayField('撤床日期'), why: Why }),
    async run(context, { wardId, closedOn, why }): Promise<void> {
      const ward = await requireWard(context, wardId)
      if (ward.closedOn)
        throw new Refusal('conflict', 'health.wardClosed', `已于 ${ward.closedOn} 撤床`)
      refuseFuture(closedOn, context.today, 'closedOn', '撤床日期')
      if (closedOn < ward.openedOn)
        throw new Refusal('invalid', 'health.closedBefore', '撤床日期早于建床日期', 'closedOn')
      await context.db.updateTable('homeWard').set({ closedOn }).where('id', '=', wardId).execute()
      const about = { retireeId: ward.retireeId, subject: 'ward', subjectId: wardId } as const
      await noteChange(context, { ...about, what: 'ended', why, before: ward, after: { closedOn } })
    },
  }),

  'health.recordRound': command({
    title: '登记巡诊',
    permission: 'health.record',
    input: RecordRound,
    async run(context, { wardId, madeOn, doctor, note }): Promise<{ roundId: number }> {
      const ward = await requireWard(context, wardId)
      refuseFuture(madeOn, context.today, 'madeOn', '巡诊日期')
      if (madeOn < ward.openedOn || (ward.closedOn && madeOn > ward.closedOn))
        throw new Refusal('invalid', 'health.notInWard', '巡诊日期不在家庭病房期间', 'madeOn')
      const id = await nextId(context, 'doctor_round')
      const { retireeId } = ward
      const { accountId, orgId } = context.actor
      const text = sealed(context, 'doctor_round', id, note)
      await context.db
        .insertInto('doctorRound')
        .values({ id, wardId, retireeId, madeOn, doctor, note: text, accountId, orgId })
        .execute()
      const detail = { roundId: id, wardId, madeOn }
      context.record({ name: 'round.recorded', subject: 'retiree', subjectId: retireeId, detail })
      return { roundId: id }
    },
  }),

  'health.withdrawRound': command({
    title: '撤销巡诊记录',
    permission: 'health.record',
    input: z.strictObject({ roundId: z.int('请选择巡诊记录'), why: Why }),
    async run(context, { roundId, why }): Promise<void> {
      const round = await context.db
        .selectFrom('doctorRound')
        .select('wardId')
        .where('id', '=', roundId)
        .where('withdrawnOn', 'is', null)
        .executeTakeFirst()
      if (!round) throw new Refusal('missing', 'health.noSuchRound', '没有这条巡诊记录')
      const { retireeId } = await requireWard(context, round.wardId)
      await context.db
        .updateTable('doctorRound')
        .set({ withdrawnOn: context.today })
        .where('id', '=', roundId)
        .execute()
      const about = { retireeId, subject: 'round', subjectId: roundId } as const
      await noteChange(context, { ...about, what: 'withdrawn', why })
    },
  }),
}

function openWardOf({ db }: Context, retireeId: number) {
  return db
    .selectFrom('homeWard')
    .select('openedOn')
    .where('retireeId', '=', retireeId)
    .where('closedOn', 'is', null)
    .executeTakeFirst()
}

/** A home ward that the actor may know of, with its person locked; else it does not exist. */
async function requireWard(context: Context, wardId: number) {
  const [row] = await wardRows(context, sql`w.id = ${wardId}`)
  if (!row) throw new Refusal('missing', 'health.noSuchWard', '没有这张家庭病床')
  await requireKnown(context, row.retireeId)
  return row
}

async function wardRows(context: Context, only: RawBuilder<unknown>): Promise<WardRow[]> {
  const { rows } = await sql<WardRow>`
    select w.id, w.retiree_id, retiree.full_name, unit.name as unit, community.name as community,
      w.opened_on, w.closed_on, w.every_days, w.clinic, w.doctor, done.last as last_round_on,
      done.count as rounds,
      (select min(d.due_on) from duty d where d.retiree_id = w.retiree_id
        and d.rule = 'doctorRound' and d.state = 'open') as due_on
    from home_ward w join retiree on retiree.id = w.retiree_id
    left join org unit on unit.id = retiree.managing_unit_id
    left join org community on community.id = retiree.community_id
    cross join lateral (select max(made_on) as last, count(*) as count from doctor_round
      where ward_id = w.id and withdrawn_on is null) done
    where ${reached(context)} and ${known(context, 'w', ['doctorRound'])} and ${only}
    order by due_on nulls last, w.id limit 1000`.execute(context.db)
  return rows
}
