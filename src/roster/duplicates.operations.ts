import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { refuseUnlessKeeper } from './permitted.ts'
import { requireLiving, requireRetiree } from './reach.ts'
import { decisionsFor } from './relations.ts'
import { valuesOf, type Row, type Values } from './record.ts'
import { demandOpen } from './sealing/value.ts'
import { birthSeen } from './visibility.ts'
import { refreshReach, writeChanges } from './writing.ts'

const Pair = { firstId: z.int(), secondId: z.int() }
const Reason = z.string('请填写依据').trim().min(4, '请写明核对依据').max(200, '依据最多 200 个字')

export const duplicates = {
  'roster.duplicates': query({
    title: '查找重复档案',
    permission: 'roster.merge',
    input: z.strictObject({ limit: z.int().min(1).max(500).default(200) }),
    async run(context, { limit }): Promise<DuplicatePair[]> {
      const scope =
        context.actor.role === 'system'
          ? sql`true`
          : sql`reach @> array[${context.actor.scopeId}::int]`
      const { rows } = await sql<DuplicatePair>`
        with person as materialized (
          select id, home_id, full_name, id_lookup, mobile, birth_first, birth_archive, birth_id, managing_unit_id
          from retiree where left_on is null and ${scope}
        ), pair as (
          select a.id as first_id, b.id as second_id, '身份证号相同' as signal from person a
            join person b on b.id_lookup = a.id_lookup and b.home_id = a.home_id and b.id > a.id
          union all
          select a.id, b.id, '姓名和出生年月相同' from person a
            join person b on b.full_name = a.full_name and b.home_id = a.home_id and b.id > a.id
              and date_trunc('month', b.birth_first) = date_trunc('month', a.birth_first)
          union all
          select a.id, b.id, '姓名和电话相同' from person a
            join person b on b.full_name = a.full_name and b.home_id = a.home_id and b.id > a.id
              and b.mobile = a.mobile
        ), found as (
          select first_id, second_id, array_agg(distinct signal) as signals from pair
          where not exists (select from duplicate_decision d
            where d.first_id = pair.first_id and d.second_id = pair.second_id)
          group by first_id, second_id
        )
        select found.*, a.full_name as first_name, b.full_name as second_name,
          coalesce(a.birth_archive, a.birth_id::text) as first_birth,
          coalesce(b.birth_archive, b.birth_id::text) as second_birth,
          unit_a.name as first_unit, unit_b.name as second_unit
        from found join person a on a.id = first_id join person b on b.id = second_id
          left join org unit_a on unit_a.id = a.managing_unit_id
          left join org unit_b on unit_b.id = b.managing_unit_id
        order by cardinality(signals) desc, first_id limit ${limit}`.execute(context.db)
      return birthsSeen(context, rows)
    },
  }),

  'roster.declareDistinct': command({
    title: '认定为两人',
    permission: 'roster.merge',
    input: z.strictObject({ ...Pair, reason: Reason }),
    async run(context, { firstId, secondId, reason }): Promise<void> {
      for (const id of [firstId, secondId]) {
        await requireRetiree(context, id)
        await refuseUnlessKeeper(context, id, 'B')
      }
      await decide(context, firstId, secondId, 'distinct', reason)
      context.record({
        name: 'retiree.declaredDistinct',
        subject: 'retiree',
        subjectId: firstId,
        detail: { other: secondId, retireeIds: [secondId] },
      })
    },
  }),

  'roster.merge': command({
    title: '合并重复档案',
    permission: 'roster.merge',
    input: z.strictObject({
      /** The record that stays. */
      keepId: z.int(),
      /** The record that is merged into it and becomes read-only. */
      dropId: z.int(),
      /** Fields to take over from the dropped record. */
      take: z.array(z.string()).max(120).default([]),
      reason: Reason,
    }),
    async run(context, { keepId, dropId, take, reason }): Promise<void> {
      if (keepId === dropId)
        throw new Refusal('invalid', 'roster.samePerson', '请选择两条不同的档案', 'dropId')
      demandOpen(context.vault)
      const [keep, drop] = await lockBoth(context, keepId, dropId)
      if (keep.homeId !== drop.homeId)
        throw new Refusal(
          'conflict',
          'roster.otherBureau',
          '两条档案属于不同的主管部门，不能直接合并',
        )
      for (const id of [keepId, dropId]) await refuseUnlessKeeper(context, id, 'B')
      await context.db
        .updateTable('retiree')
        .set({
          leftOn: context.today,
          leftReason: 'merged',
          mergedInto: keepId,
          version: drop.version + 1,
        })
        .where('id', '=', dropId)
        .execute()
      await writeChanges(context, keep, takenValues(context, keep, drop, take))
      await carryOver(context, keepId, dropId)
      await decide(context, keepId, dropId, 'merged', reason)
      context.record({
        name: 'retiree.merged',
        subject: 'retiree',
        subjectId: keepId,
        detail: { dropId, take, retireeIds: [dropId] },
      })
    },
  }),
}

/** Births as lists show them. */
async function birthsSeen(context: Context, pairs: DuplicatePair[]): Promise<DuplicatePair[]> {
  const seenOf = await decisionsFor(
    context,
    pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]),
  )
  const seen = (id: number, birth: string | null) => birthSeen(seenOf(id), birth)
  return pairs.map((pair) => ({
    ...pair,
    firstBirth: seen(pair.firstId, pair.firstBirth),
    secondBirth: seen(pair.secondId, pair.secondBirth),
  }))
}

export interface DuplicatePair {
  readonly firstId: number
  readonly secondId: number
  readonly firstName: string
  readonly secondName: string
  readonly firstBirth: string | null
  readonly secondBirth: string | null
  readonly firstUnit: string | null
  readonly secondUnit: string | null
  readonly signals: readonly string[]
}

/** Empty fields of the kept record are filled; the named ones are taken over. */
function takenValues({ vault }: Context, keep: Row, drop: Row, take: readonly string[]): Values {
  const [kept, dropped] = [valuesOf(keep, vault), valuesOf(drop, vault)]
  const chosen = Object.entries(dropped).filter(([key, value]) => {
    const current = kept[key as keyof Values]
    return take.includes(key) || (value !== null && current === null)
  })
  return Object.fromEntries(chosen) as Values
}

async function lockBoth(context: Context, keepId: number, dropId: number): Promise<[Row, Row]> {
  const [low, high] = keepId < dropId ? [keepId, dropId] : [dropId, keepId]
  const [first, second] = [await requireLiving(context, low), await requireLiving(context, high)]
  return low === keepId ? [first, second] : [second, first]
}

const carried = [
  'contact',
  'visit',
  'visitNeed',
  'visitPhoto',
  'visitChange',
  'visitPaper',
  'verification',
  'changeRequest',
  'attachment',
  'ticket',
  'message',
] as const

/** Facts of the dropped record move to the kept one; ties only where the kept one has none. */
async function carryOver(context: Context, keepId: number, dropId: number): Promise<void> {
  const { db, today } = context
  await sql`
    insert into tie (retiree_id, kind, org_id, valid_from, recorded_on, source)
    select ${keepId}, kind, org_id, ${today}::date, ${today}::date, '档案合并' from tie lost
    where lost.retiree_id = ${dropId} and lost.valid_to is null and not exists (
      select from tie held where held.retiree_id = ${keepId} and held.kind = lost.kind and held.valid_to is null)`.execute(
    db,
  )
  await sql`
    update tag set retiree_id = ${keepId} where retiree_id = ${dropId} and (to_on is not null or not exists (
      select from tag held where held.retiree_id = ${keepId} and held.code = tag.code and held.to_on is null))`.execute(
    db,
  )
  for (const table of carried)
    await db.updateTable(table).set({ retireeId: keepId }).where('retireeId', '=', dropId).execute()
  await refreshReach(context, [keepId, dropId])
}

async function decide(
  { db, actor }: Context,
  oneId: number,
  otherId: number,
  decision: 'distinct' | 'merged',
  reason: string,
): Promise<void> {
  if (oneId === otherId)
    throw new Refusal('invalid', 'roster.samePerson', '请选择两条不同的档案', 'secondId')
  const row = { decision, reason, accountId: actor.accountId }
  await db
    .insertInto('duplicateDecision')
    .values({ ...row, firstId: Math.min(oneId, otherId), secondId: Math.max(oneId, otherId) })
    .onConflict((clash) => clash.columns(['firstId', 'secondId']).doUpdateSet(row))
    .execute()
}
