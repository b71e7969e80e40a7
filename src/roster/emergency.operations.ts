import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { inWorkdays } from '#src/kernel/deadline.ts'
import { decide } from './access.ts'
import { openMinutes } from './purpose.ts'
import { derivedSeen } from './view.ts'
import type { ContactRow } from './related.ts'
import type { Row } from './record.ts'
import { openedSeen } from './sealing/reading.ts'
import { shown } from './visibility.ts'

const reviewWithin = 2
/** So many people may one account open before somebody has reviewed it; a real emergency has one. */
const mostUnreviewed = 5

export const emergency = {
  'roster.breakGlass': command({
    title: '紧急查看',
    permission: 'roster.read',
    repeatable: true,
    confirmed: true,
    input: z.strictObject({
      id: z.int(),
      reason: z
        .string('请写明紧急情况')
        .trim()
        .min(4, '请写明紧急情况，至少 4 个字')
        .max(200, '最多 200 个字'),
      /** The emergency call that is being answered. It cannot be checked yet, and so frees from nothing. */
      alarm: z.string().trim().min(1).max(60, '呼叫编号太长').optional(),
    }),
    async run(context, { id, reason, alarm }): Promise<{ until: Date }> {
      const { actor, now, db, today } = context
      await requireInRegion(context, id)
      await refuseUnreviewed(context, id)
      const until = new Date(now.getTime() + openMinutes.emergency * 60_000)
      const { id: glassId } = await db
        .insertInto('breakGlass')
        .values({
          retireeId: id,
          accountId: actor.accountId as number,
          postId: actor.postId as number,
          orgId: actor.orgId,
          alarm: alarm ?? null,
          reason,
          openedAt: now,
          until,
          reviewDue: inWorkdays(today, reviewWithin),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const detail = { glassId, ...(alarm && { alarm }) }
      context.record({ name: 'breakGlass.opened', subject: 'retiree', subjectId: id, detail })
      return { until }
    },
  }),

  'roster.emergency': query({
    title: '查看应急信息',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }) {
      const { actor, db, now, today } = context
      const found = await sql<Row>`select * from retiree_in_emergency(${id}, ${now})`.execute(db)
      const [row] = found.rows
      if (!row) throw nobodyHere()
      const contacts = await sql<ContactRow>`
        select id, name, relation, phone, address, is_emergency, consented, survivor_since
        from contacts_in_emergency(${id}, ${now}) order by is_emergency desc, id`.execute(db)
      const decision = decide({
        role: actor.role,
        relations: [],
        action: 'detail',
        emergency: true,
      })
      context.looked(id, ['S1', 'S2', 'S3', 'phones', 'care', 'health'], 'emergency')
      return {
        id,
        values: shown(openedSeen(context, row, decision), decision),
        derived: derivedSeen(row, today, decision),
        contacts: contacts.rows,
        until: await untilOf(context, id),
      }
    },
  }),
}

/** Beyond the region and nonexistent look the same, as everywhere. */
async function requireInRegion({ actor, db }: Context, id: number): Promise<void> {
  const { rows } = await sql<{ near: boolean }>`
    select lies_in_region(${id}, region_of(${actor.orgId}::int)) as near`.execute(db)
  if (!rows[0]?.near) throw nobodyHere()
}

function nobodyHere(): Refusal {
  return new Refusal('missing', 'roster.noSuchRetiree', '查无此人')
}

/**
 * Whose earlier break-glass nobody has reviewed in time, or who has opened several people without any
 * review, may not break another, by whichever post: nobody walks through a region by it.
 */
async function refuseUnreviewed({ actor, db, today }: Context, id: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(15, ${actor.accountId}::int)`.execute(db)
  const open = await db
    .selectFrom('breakGlass')
    .select(['retireeId', 'reviewDue'])
    .where('accountId', '=', actor.accountId)
    .where('reviewedAt', 'is', null)
    .execute()
  if (open.some(({ reviewDue }) => reviewDue < today))
    throw new Refusal(
      'conflict',
      'roster.glassUnreviewed',
      '上次紧急查看超过期限还没有复核，请先请局里复核；十分紧急时请直接致电老干部局',
    )
  const others = new Set(open.map(({ retireeId }) => retireeId).filter((other) => other !== id))
  if (others.size >= mostUnreviewed)
    throw new Refusal(
      'tooMany',
      'roster.glassesUnreviewed',
      `已有 ${others.size} 人的紧急查看还没有复核，请先请局里复核；十分紧急时请直接致电老干部局`,
    )
}

async function untilOf({ actor, db, now }: Context, id: number): Promise<Date> {
  const { until } = await db
    .selectFrom('breakGlass')
    .select(({ fn }) => fn.max('until').as('until'))
    .where('retireeId', '=', id)
    .where('accountId', '=', actor.accountId)
    .where('until', '>', now)
    .executeTakeFirstOrThrow()
  return until
}
