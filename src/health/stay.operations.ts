import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { noteChange } from './change.ts'
import { requireKnown } from './person.ts'
import { nextId, sealed } from './seal.ts'
import { Admit, AmendStay, arranged, dayField, Why } from './stay.ts'
import { inHospital, staysOf } from './stay.list.ts'
import { ListStays, type InHospital, type StayPage } from './stay.list.shape.ts'
import { checkDays, columnsOfChanges, requireStay } from './stay.write.ts'

const Stay = z.int('请选择住院记录')

export const stays = {
  'health.stays': query({
    title: '查看住院名单',
    permission: 'health.read',
    input: ListStays,
    run: (context, input): Promise<StayPage> => staysOf(context, input),
  }),

  'health.inHospital': query({
    title: '查看住院人数',
    permission: 'health.read',
    input: z.strictObject({}),
    run: (context): Promise<InHospital> => inHospital(context),
  }),

  'health.admit': command({
    title: '登记住院',
    permission: 'health.record',
    input: Admit,
    async run(context, { retireeId, diagnosis, ...given }): Promise<{ stayId: number }> {
      const { lastAlive } = await requireKnown(context, retireeId)
      const { noticedOn = context.today, dischargedOn = null, ...place } = given
      await checkDays(context, retireeId, { ...place, noticedOn, dischargedOn }, lastAlive)
      const id = await nextId(context, 'hospital_stay')
      const { accountId, orgId } = context.actor
      await context.db
        .insertInto('hospitalStay')
        .values({
          id,
          retireeId,
          ...place,
          noticedOn,
          dischargedOn,
          dischargeNoticedOn: dischargedOn && later(dischargedOn, noticedOn),
          diagnosis: sealed(context, 'hospital_stay', id, diagnosis),
          accountId,
          orgId,
          recordedAt: context.now,
        })
        .execute()
      const detail = { stayId: id, admittedOn: place.admittedOn, dischargedOn }
      context.record({ name: 'stay.admitted', subject: 'retiree', subjectId: retireeId, detail })
      return { stayId: id }
    },
  }),

  'health.amendStay': command({
    title: '更正住院记录',
    permission: 'health.record',
    input: AmendStay,
    async run(context, { stayId, changes, why }): Promise<void> {
      const { stay, lastAlive } = await requireStay(context, stayId)
      const keys = Object.keys(changes)
      if (!why && keys.some((key) => !arranged.includes(key)))
        throw new Refusal('invalid', 'health.whyNeeded', '请写明更正的缘由，至少 4 个字', 'why')
      const after = { ...stay, ...(changes as Partial<typeof stay>) }
      await checkDays(context, stay.retireeId, after, lastAlive, stayId)
      await context.db
        .updateTable('hospitalStay')
        .set(columnsOfChanges(context, stay, changes))
        .where('id', '=', stayId)
        .execute()
      const about = { retireeId: stay.retireeId, subject: 'stay', subjectId: stayId } as const
      await noteChange(context, { ...about, what: 'amended', why, before: stay, after: changes })
    },
  }),

  'health.discharge': command({
    title: '登记出院',
    permission: 'health.record',
    input: z.strictObject({ stayId: Stay, dischargedOn: dayField('出院日期') }),
    async run(context, { stayId, dischargedOn }): Promise<void> {
      const { stay, lastAlive } = await requireStay(context, stayId)
      demand(refusalIfOut(stay.dischargedOn))
      const noticedOn = stay.noticedOn
      await checkDays(
        context,
        stay.retireeId,
        { ...stay, noticedOn, dischargedOn },
        lastAlive,
        stayId,
      )
      await context.db
        .updateTable('hospitalStay')
        .set({ dischargedOn, dischargeNoticedOn: context.today })
        .where('id', '=', stayId)
        .execute()
      const about = { retireeId: stay.retireeId, subject: 'stay', subjectId: stayId } as const
      await noteChange(context, {
        ...about,
        what: 'discharged',
        before: stay,
        after: { dischargedOn },
      })
    },
  }),

  'health.withdrawStay': command({
    title: '撤销住院记录',
    permission: 'health.record',
    input: z.strictObject({ stayId: Stay, why: Why }),
    async run(context, { stayId, why }): Promise<void> {
      const { stay } = await requireStay(context, stayId)
      await context.db
        .updateTable('hospitalStay')
        .set({ withdrawnOn: context.today })
        .where('id', '=', stayId)
        .execute()
      const about = { retireeId: stay.retireeId, subject: 'stay', subjectId: stayId } as const
      await noteChange(context, { ...about, what: 'withdrawn', why })
    },
  }),
}

function refusalIfOut(dischargedOn: string | null): Refusal | undefined {
  if (!dischargedOn) return undefined
  const message = `已登记 ${dischargedOn} 出院，需要修改请用更正`
  return new Refusal('conflict', 'health.alreadyOut', message, 'dischargedOn')
}

function later(a: string, b: string): string {
  return a > b ? a : b
}
