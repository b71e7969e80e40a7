import { sql } from 'kysely'
import * as z from 'zod'
import { command, download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { basisOf, basisRule, fieldsOn, type ConsentPurpose } from './basis.ts'
import { consentsOf, GiveConsent, WithdrawConsent, type Consent } from './consent.ts'
import { consentSheet } from './consentSheet.ts'
import { fields } from './fields.ts'
import { refuseUnlessKeeper } from './permitted.ts'
import { requireRetiree } from './reach.ts'
import { isSealedKey } from './sealing/fields.ts'

export interface BasisLine {
  readonly key: string
  readonly title: string
  readonly basis: string
  readonly law: string
  readonly why: string
}

export interface Consents {
  readonly consents: readonly Consent[]
  /** On what each sensitive field rests, also for who has no look at its value. */
  readonly grounds: readonly BasisLine[]
}

export const consents = {
  'roster.consents': query({
    title: '查看同意与依据',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }): Promise<Consents> {
      await requireRetiree(context, id)
      return { consents: await consentsOf(context, id), grounds: grounds() }
    },
  }),

  'roster.giveConsent': command({
    title: '登记同意或不同意',
    permission: 'roster.write',
    input: GiveConsent,
    async run(context, { id, ...given }): Promise<void> {
      const { db, today, actor, now } = context
      await requireRetiree(context, id)
      await refuseUnlessKeeper(context, id, 'B')
      if (given.givenOn > today)
        throw new Refusal('invalid', 'roster.consentAhead', '日期不能晚于今天', 'givenOn')
      const [last] = (await consentsOf(context, id)).filter(
        ({ purpose }) => purpose === given.purpose,
      )
      if (last?.agreed && !last.withdrawnOn)
        throw new Refusal('conflict', 'roster.consentStands', '已登记同意；本人改变主意的请用撤回')
      await db
        .deleteFrom('consent')
        .where('retireeId', '=', id)
        .where('purpose', '=', given.purpose)
        .where('agreed', '=', false)
        .execute()
      await db
        .insertInto('consent')
        .values({ retireeId: id, ...given, accountId: actor.accountId as number, recordedAt: now })
        .execute()
      if (!given.agreed) await forget(context, id, given.purpose)
      const name = given.agreed ? 'consent.given' : 'consent.refused'
      const detail = { purpose: given.purpose, how: given.how, givenOn: given.givenOn }
      context.record({ name, subject: 'retiree', subjectId: id, detail })
    },
  }),

  'roster.withdrawConsent': command({
    title: '登记撤回同意',
    permission: 'roster.write',
    input: WithdrawConsent,
    async run(context, { id, purpose, how }): Promise<void> {
      await requireRetiree(context, id)
      await refuseUnlessKeeper(context, id, 'B')
      const done = await context.db
        .updateTable('consent')
        .set({
          withdrawnOn: context.today,
          withdrawnHow: how,
          withdrawnBy: context.actor.accountId,
        })
        .where('retireeId', '=', id)
        .where('purpose', '=', purpose)
        .where('agreed', '=', true)
        .where('withdrawnOn', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!done) throw new Refusal('conflict', 'roster.noConsent', '没有登记过同意，请刷新')
      await forget(context, id, purpose)
      const detail = { purpose, how }
      context.record({ name: 'consent.withdrawn', subject: 'retiree', subjectId: id, detail })
    },
  }),

  'roster.consentSheet': download({
    title: '打印同意书',
    permission: 'roster.read',
    input: z.strictObject({ id: z.coerce.number('请选择人员').int('请选择人员') }),
    async run(context, { id }): Promise<Download> {
      const { fullName } = await requireRetiree(context, id)
      return consentSheet(context, fullName)
    },
  }),
}

function grounds(): BasisLine[] {
  return fields.flatMap(({ key, title }) => {
    const id = basisOf(key)
    if (!id) return []
    const { title: basis, law, why } = basisRule(id)
    return [{ key, title, basis, law, why }]
  })
}

/** Empties the fields at once, and has the queue take them out of every history. */
async function forget(context: Context, id: number, purpose: ConsentPurpose): Promise<void> {
  const keys = fieldsOn(purpose)
  if (keys.length === 0) return
  const snake = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const columns = keys.map((key) => (isSealedKey(key) ? `${snake(key)}_sealed` : snake(key)))
  const emptied = sql.join(columns.map((name) => sql`${sql.ref(name)} = null`))
  await sql`update retiree set ${emptied}, version = version + 1 where id = ${id}`.execute(
    context.db,
  )
  context.enqueue('retention.forgetWithdrawn', { id, purpose })
}
