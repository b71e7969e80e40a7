import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { lastDay } from '#src/kernel/day.ts'
import { RemoveContact, SaveContact } from './contact.ts'
import { RecordDeath, RecordEvent, refusalOfHappening, ReverseDeath } from './life.ts'
import { refuseUnlessKeeper } from './permitted.ts'
import { reachableRetirees, requireLiving } from './reach.ts'
import { refuseStale } from './record.operations.ts'
import type { Row } from './record.ts'
import { AddTag, EndTag, refusalOfSpan } from './tag.ts'
import { verificationMethods, type VerificationMethod } from './verification.ts'
import { refuseTakenLookup, writeChanges, writeTie } from './writing.ts'

export const life = {
  'roster.recordEvent': command({
    title: '登记人生大事',
    permission: 'roster.write',
    input: RecordEvent,
    async run(context, event): Promise<void> {
      const row = await requireLiving(context, event.id)
      await refuseUnlessKeeper(context, event.id, 'C')
      demand(refusalOfHappening(event.on, row.birthArchive ?? row.birthId, context.today))
      if (event.kind === 'moved') await moveHouse(context, row, event)
      if (event.kind === 'retired' || event.kind === 'transferredOut')
        await refuseUnlessKeeper(context, event.id, 'B')
      if (event.kind === 'retired') await writeChanges(context, row, { retiredOn: event.on })
      if (event.kind === 'transferredOut') await leave(context, row, 'transferredOut', event.on)
      const { id, kind, on, ...detail } = event
      await keepEvent(context, id, kind, on, detail)
    },
  }),

  'roster.recordDeath': command({
    title: '登记去世',
    permission: 'roster.write',
    input: RecordDeath,
    async run(context, { id, version, diedOn, reportedBy, note }): Promise<void> {
      const row = await requireLiving(context, id)
      refuseStale(row, version)
      await refuseUnlessKeeper(context, id, 'B')
      const born = row.birthArchive ?? row.birthId
      demand(refusalOfHappening(diedOn, born, context.today, 'diedOn'))
      await leave(context, row, 'deceased', diedOn)
      await keepSurvivors(context, id, diedOn)
      const detail = { reportedBy, note, noticedOn: context.today }
      await keepEvent(context, id, 'died', diedOn, detail)
    },
  }),

  'roster.reverseDeath': command({
    title: '更正去世登记',
    permission: 'roster.write',
    input: ReverseDeath,
    async run(context, { id, why }): Promise<void> {
      const row = await requireDeceased(context, id)
      await refuseUnlessKeeper(context, id, 'B')
      await refuseTakenLookup(context, row.homeId, row.idLookup ? [row.idLookup] : [], id)
      await context.db
        .updateTable('retiree')
        .set({ leftOn: null, leftReason: null, diedOn: null, version: row.version + 1 })
        .where('id', '=', id)
        .execute()
      await context.db
        .updateTable('contact')
        .set({ survivorSince: null })
        .where('retireeId', '=', id)
        .execute()
      await keepEvent(context, id, 'deathReversed', context.today, { why, diedOn: row.diedOn })
    },
  }),

  'roster.addTag': command({
    title: '添加特殊情况标签',
    permission: 'roster.write',
    input: AddTag,
    async run(context, { id, code, fromOn, evidence }): Promise<{ tagId: number }> {
      await requireLiving(context, id)
      await refuseUnlessKeeper(context, id, 'C')
      demand(refusalOfSpan(fromOn, null, context.today))
      const added = await context.db
        .insertInto('tag')
        .values({ retireeId: id, code, fromOn, evidence, recordedOn: context.today })
        .onConflict((clash) =>
          clash.columns(['retireeId', 'code']).where('toOn', 'is', null).doNothing(),
        )
        .returning('id')
        .executeTakeFirst()
      if (!added) throw new Refusal('conflict', 'roster.tagHeld', '这个标签已经有了', 'code')
      const detail = { code, fromOn }
      context.record({ name: 'retiree.tagged', subject: 'retiree', subjectId: id, detail })
      return { tagId: added.id }
    },
  }),

  'roster.endTag': command({
    title: '结束特殊情况标签',
    permission: 'roster.write',
    input: EndTag,
    async run(context, { id, tagId, toOn, why }): Promise<void> {
      await requireLiving(context, id)
      await refuseUnlessKeeper(context, id, 'C')
      const tag = await context.db
        .selectFrom('tag')
        .select(['code', 'fromOn'])
        .where('id', '=', tagId)
        .where('retireeId', '=', id)
        .where('toOn', 'is', null)
        .executeTakeFirst()
      if (!tag) throw new Refusal('missing', 'roster.noSuchTag', '没有这个标签，或已经结束')
      demand(refusalOfSpan(tag.fromOn, toOn, context.today))
      await context.db
        .updateTable('tag')
        .set({ toOn, endedWhy: why })
        .where('id', '=', tagId)
        .execute()
      const detail = { code: tag.code, toOn }
      context.record({ name: 'retiree.untagged', subject: 'retiree', subjectId: id, detail })
    },
  }),

  'roster.saveContact': command({
    title: '登记家属或紧急联系人',
    permission: 'roster.write',
    input: SaveContact,
    async run(context, { id, contactId, ...values }): Promise<{ contactId: number }> {
      await requireLiving(context, id)
      await refuseUnlessKeeper(context, id, 'C')
      const saved = contactId
        ? await context.db
            .updateTable('contact')
            .set(values)
            .where('id', '=', contactId)
            .where('retireeId', '=', id)
            .where('endedOn', 'is', null)
            .returning('id')
            .executeTakeFirst()
        : await context.db
            .insertInto('contact')
            .values({ retireeId: id, recordedOn: context.today, ...values })
            .returning('id')
            .executeTakeFirst()
      if (!saved) throw new Refusal('missing', 'roster.noSuchContact', '没有这位联系人')
      const detail = { contactId: saved.id }
      context.record({ name: 'contact.saved', subject: 'retiree', subjectId: id, detail })
      return { contactId: saved.id }
    },
  }),

  'roster.removeContact': command({
    title: '移除联系人',
    permission: 'roster.write',
    input: RemoveContact,
    async run(context, { id, contactId }): Promise<void> {
      await requireLiving(context, id)
      await refuseUnlessKeeper(context, id, 'C')
      const removed = await context.db
        .updateTable('contact')
        .set({ endedOn: context.today })
        .where('id', '=', contactId)
        .where('retireeId', '=', id)
        .where('endedOn', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!removed) throw new Refusal('missing', 'roster.noSuchContact', '没有这位联系人')
      const detail = { contactId }
      context.record({ name: 'contact.removed', subject: 'retiree', subjectId: id, detail })
    },
  }),

  'roster.verify': command({
    title: '登记信息核实',
    permission: 'roster.request',
    input: z.strictObject({
      ids: z.array(z.int()).min(1, '请选择人员').max(500, '一次最多 500 人'),
      on: z.iso.date('请填写核实日期'),
      method: z.enum(Object.keys(verificationMethods) as VerificationMethod[], '请选择核实方式'),
      note: z.string().trim().max(200, '说明最多 200 个字').optional(),
    }),
    async run(context, { ids, on, method, note }): Promise<{ verified: number }> {
      if (on > context.today)
        throw new Refusal('invalid', 'roster.inFuture', '核实日期不能晚于今天', 'on')
      for (const id of ids) {
        await requireLiving(context, id)
        await refuseUnlessKeeper(context, id, 'R')
      }
      const { accountId } = context.actor
      await context.db
        .insertInto('verification')
        .values(ids.map((retireeId) => ({ retireeId, verifiedOn: on, method, note, accountId })))
        .execute()
      await context.db
        .updateTable('retiree')
        .set((is) => ({ verifiedOn: is.fn('greatest', ['verifiedOn', is.val(on)]) }))
        .where('id', 'in', ids)
        .execute()
      for (const id of ids)
        context.record({ name: 'retiree.verified', subject: 'retiree', subjectId: id })
      return { verified: ids.length }
    },
  }),
}

async function keepEvent(
  context: Context,
  retireeId: number,
  kind: string,
  happenedOn: string,
  detail: object,
): Promise<void> {
  await context.db
    .insertInto('lifeEvent')
    .values({
      retireeId,
      kind,
      happenedOn,
      detail: JSON.stringify(detail),
      accountId: context.actor.accountId,
    })
    .execute()
  const what = { on: happenedOn }
  context.record({
    name: `retiree.${kind}`,
    subject: 'retiree',
    subjectId: retireeId,
    detail: what,
  })
}

interface Move {
  readonly on: string
  readonly residenceRegion?: string | null | undefined
  readonly residenceAddress: string
  readonly communityId?: number | null | undefined
}

async function moveHouse(context: Context, row: Row, move: Move): Promise<void> {
  const { residenceRegion, residenceAddress, communityId, on } = move
  const day = lastDay(on) > context.today ? context.today : lastDay(on)
  const place = residenceRegion === undefined ? {} : { residenceRegion }
  await writeChanges(context, row, { residenceAddress, ...place }, day)
  if (communityId !== undefined) await writeTie(context, row.id, 'community', communityId, day)
}

/** The person leaves the register on the last day that the date may mean, not later than today. */
async function leave(context: Context, row: Row, reason: string, on: string): Promise<void> {
  const leftOn = lastDay(on) > context.today ? context.today : lastDay(on)
  await context.db
    .updateTable('retiree')
    .set({
      leftOn,
      leftReason: reason,
      version: row.version + 1,
      ...(reason === 'deceased' ? { diedOn: on } : {}),
    })
    .where('id', '=', row.id)
    .execute()
}

/** 遗属: spouse, children and parents stay on record for what they are owed. */
const survivorRelation = /^[1-5]/

async function keepSurvivors({ db }: Context, id: number, diedOn: string): Promise<void> {
  const contacts = await db
    .selectFrom('contact')
    .select(['id', 'relation'])
    .where('retireeId', '=', id)
    .where('endedOn', 'is', null)
    .execute()
  const survivors = contacts.filter(({ relation }) => survivorRelation.test(relation))
  if (survivors.length === 0) return
  await db
    .updateTable('contact')
    .set({ survivorSince: lastDay(diedOn) })
    .where(
      'id',
      'in',
      survivors.map((survivor) => survivor.id),
    )
    .execute()
}

async function requireDeceased(context: Context, id: number) {
  const row = await reachableRetirees(context)
    .selectAll('retiree')
    .where('retiree.id', '=', id)
    .forUpdate('retiree')
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'roster.noSuchRetiree', '查无此人')
  if (row.leftReason !== 'deceased')
    throw new Refusal('conflict', 'roster.notDeceased', '这位老同志没有登记去世')
  return row
}
