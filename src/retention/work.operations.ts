import * as z from 'zod'
import { makeParts, partsBefore } from '#src/audit/parts.ts'
import { purgePart, type Purging } from '#src/audit/purging.ts'
import { raiseAlert } from '#src/audit/alerts/detect.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { forgetOldChanges } from '#src/roster/headcount.ts'
import { consentCodes, fieldsOn } from '#src/roster/basis.ts'
import { withoutFields } from './departed.ts'
import { eraseRecord } from './erase.ts'
import { monthsEverywhere, cutoffEverywhere } from './period.ts'
import { sweeps } from './sweeps.ts'

/** What the platform does by itself, at night and from the queue. */
export const work = {
  'retention.sweep': command({
    title: '清理到期的信息',
    permission: 'system.run',
    repeatable: true,
    daily: '02:30',
    input: z.strictObject({}),
    async run(context): Promise<Record<string, number>> {
      const { db, today, now } = context
      const done: Record<string, number> = {}
      for (const [code, sweep] of Object.entries(sweeps)) {
        done[code] = await sweep(db, today, now)
        await keepRun(context, code, done[code])
      }
      await forgetOldChanges(db)
      context.record({
        name: 'retention.swept',
        subject: 'platform',
        subjectId: null,
        detail: done,
      })
      return done
    },
  }),

  'retention.purgeTrace': command({
    title: '清除到期的留痕',
    permission: 'system.run',
    repeatable: true,
    daily: '02:50',
    input: z.strictObject({}),
    async run(context): Promise<{ purged: readonly Purging[] }> {
      const { db, vault, today } = context
      await makeParts(db, context.now)
      const months = await monthsEverywhere(db, 'trace', today)
      const cutoff = await cutoffEverywhere(db, 'trace', today)
      const purged: Purging[] = []
      for (const part of await partsBefore(db, `${cutoff}T00:00:00.000000Z`))
        purged.push(await purgePart(db, vault, part, months))
      await keepRun(context, 'trace', sumOf(purged))
      for (const one of purged.filter(({ state }) => state === 'altered'))
        await context.aside((own) => raiseAlert(own, 'verification', today, { part: one.part }))
      context.record({
        name: 'trace.purged',
        subject: 'trace',
        subjectId: null,
        detail: { purged },
      })
      return { purged }
    },
  }),

  'retention.forgetWithdrawn': command({
    title: '清除撤回同意的内容',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({ id: z.int(), purpose: z.enum(consentCodes) }),
    async run(context, { id, purpose }): Promise<void> {
      await withoutFields(context.db, id, fieldsOn(purpose))
      const detail = { purpose }
      context.record({ name: 'consent.forgotten', subject: 'retiree', subjectId: id, detail })
    },
  }),

  'retention.carryOutErasure': command({
    title: '永久删除档案',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }): Promise<{ rows: number }> {
      const { db, now } = context
      const erasure = await requireApproved(context, id)
      const rows = await eraseRecord(db, erasure.retireeId)
      await db.updateTable('erasure').set({ doneAt: now, rows }).where('id', '=', id).execute()
      const detail = { erasureId: id, approvalId: erasure.approvalId, rows }
      const subjectId = erasure.retireeId
      context.record({ name: 'record.erased', subject: 'retiree', subjectId, detail })
      return { rows }
    },
  }),
}

function sumOf(purged: readonly Purging[]): number {
  return purged.reduce((sum, one) => sum + (one.state === 'purged' ? one.rows : 0), 0)
}

async function keepRun({ db, today }: Context, code: string, count: number): Promise<void> {
  await db.insertInto('retentionRun').values({ class: code, day: today, count }).execute()
}

/** Two people have agreed: looked up again in the table, for a queue may be written into. */
async function requireApproved({ db }: Context, id: number) {
  const found = await db
    .selectFrom('erasure')
    .innerJoin('approval', 'approval.id', 'erasure.approvalId')
    .select(['erasure.retireeId', 'erasure.approvalId'])
    .where('erasure.id', '=', id)
    .where('erasure.doneAt', 'is', null)
    .where('approval.decision', '=', 'approved')
    .where('approval.kind', '=', 'erasure')
    .whereRef('approval.subjectId', '=', 'erasure.retireeId')
    .whereRef('approval.decidedBy', '!=', 'approval.makerAccountId')
    .forUpdate('erasure')
    .executeTakeFirst()
  if (!found) throw new Refusal('conflict', 'retention.notApproved', '没有经两人同意的删除')
  return found
}
