import { sql } from 'kysely'
import * as z from 'zod'
import { addDays, daysBetween } from '#src/kernel/day.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { dutyPlaces, parts, type DutyPlace, type Part } from './call.ts'
import { answerersAt, answeringRoles } from './desk.ts'

const places = Object.keys(dutyPlaces) as DutyPlace[]
const Day = z.iso.date('请填写日期，例如 2026-11-21')
const partNames = Object.keys(parts) as Part[]

export interface ShiftRow {
  readonly id: number
  readonly day: string
  readonly part: Part
  readonly place: DutyPlace
  readonly accountId: number
  readonly name: string
}

export interface ShiftPlan {
  readonly orgId: number
  readonly shifts: readonly ShiftRow[]
  /** Turns in which nobody is on duty: calls go to the directors at once. */
  readonly holes: readonly {
    readonly day: string
    readonly part: Part
    readonly place: DutyPlace
  }[]
  readonly people: readonly { readonly id: number; readonly name: string }[]
}

export const shifts = {
  'calls.shifts': query({
    title: '查看值班表',
    permission: 'calls.read',
    input: z.strictObject({ from: Day, days: z.int().min(1).max(62).default(14) }),
    async run(context, { from, days }): Promise<ShiftPlan> {
      const { actor, db, today } = context
      const orgId = actor.orgId
      const rows = await db
        .selectFrom('callShift')
        .innerJoin('account', 'account.id', 'callShift.accountId')
        .select(['callShift.id', 'callShift.onDay as day', 'callShift.part', 'callShift.place'])
        .select(['callShift.accountId', 'account.name'])
        .where('callShift.orgId', '=', orgId)
        .where('callShift.onDay', '>=', from)
        .where('callShift.onDay', '<', addDays(from, days))
        .where('callShift.endedAt', 'is', null)
        .orderBy('callShift.onDay')
        .orderBy('callShift.id')
        .execute()
      const found = rows as ShiftRow[]
      const ids = await answerersAt(db, [orgId], answeringRoles, today)
      const people = await db
        .selectFrom('account')
        .select(['id', 'name'])
        .where('id', 'in', [...ids, -1])
        .orderBy('id')
        .execute()
      return { orgId, shifts: found, holes: holesIn(found, from, days), people }
    },
  }),

  'calls.setShift': command({
    title: '安排值班',
    permission: 'calls.manage',
    repeatable: true,
    input: z.strictObject({
      day: Day,
      part: z.enum(partNames, '请选择班次'),
      place: z.enum(places, '请选择岗位'),
      accountId: z.int('请选择值班人').nullable(),
    }),
    run: set,
  }),

  'calls.swapShifts': command({
    title: '调换值班',
    permission: 'calls.manage',
    input: z.strictObject({ id: z.int('请选择班次'), otherId: z.int('请选择班次') }),
    async run(context, { id, otherId }): Promise<void> {
      const one = await requireShift(context, id)
      const other = await requireShift(context, otherId)
      await set(context, { ...one, accountId: other.accountId })
      await set(context, { ...other, accountId: one.accountId })
    },
  }),

  'calls.fillShifts': command({
    title: '轮流排班',
    permission: 'calls.manage',
    input: z.strictObject({
      from: Day,
      to: Day,
      part: z.enum(partNames, '请选择班次'),
      place: z.enum(places, '请选择岗位'),
      accountIds: z.array(z.int()).min(1, '请至少选择一人').max(60),
    }),
    async run(context, { from, to, part, place, accountIds }): Promise<{ set: number }> {
      const days = daysBetween(from, to)
      if (days < 0 || days > 92)
        throw new Refusal('invalid', 'calls.wrongSpan', '请选择不超过三个月的起止日期', 'to')
      for (let at = 0; at <= days; at += 1) {
        const accountId = accountIds[at % accountIds.length] as number
        await set(context, { day: addDays(from, at), part, place, accountId })
      }
      return { set: days + 1 }
    },
  }),
}

type Wanted = Pick<ShiftRow, 'day' | 'part' | 'place'> & { readonly accountId: number | null }

/** The earlier arrangement is ended and stays readable. */
async function set(context: Context, { day, part, place, accountId }: Wanted): Promise<void> {
  const { db, actor, now, today } = context
  if (day < addDays(today, -1))
    throw new Refusal('invalid', 'calls.past', '过去的班次不能再改', 'day')
  const orgId = actor.orgId
  const staff = await answerersAt(db, [orgId], answeringRoles, today)
  if (accountId !== null && !staff.includes(accountId))
    throw new Refusal('invalid', 'calls.notStaff', '请选择本机构能接听呼叫的人员', 'accountId')
  await sql`select pg_advisory_xact_lock(26, hashtext(${`shift:${orgId}`}))`.execute(db)
  await db
    .updateTable('callShift')
    .set({ endedAt: now, endedBy: actor.accountId })
    .where('orgId', '=', orgId)
    .where('onDay', '=', day)
    .where('part', '=', part)
    .where('place', '=', place)
    .where('endedAt', 'is', null)
    .execute()
  if (accountId !== null)
    await db
      .insertInto('callShift')
      .values({ orgId, onDay: day, part, place, accountId, setAt: now, setBy: actor.accountId })
      .execute()
  const detail = { day, part, place, accountId }
  context.record({ name: 'shift.set', subject: 'org', subjectId: orgId, detail })
}

async function requireShift({ db, actor }: Context, id: number): Promise<ShiftRow> {
  const found = await db
    .selectFrom('callShift')
    .select(['id', 'onDay as day', 'part', 'place', 'accountId'])
    .where('id', '=', id)
    .where('orgId', '=', actor.orgId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!found) throw new Refusal('missing', 'calls.noSuchShift', '没有这个班次')
  return { ...found, name: '' } as ShiftRow
}

/** Turns without the one who answers first, from a day on. */
export function holesIn(
  shifts: readonly Pick<ShiftRow, 'day' | 'part' | 'place'>[],
  from: string,
  days: number,
) {
  const held = new Set(shifts.map(({ day, part, place }) => `${day} ${part} ${place}`))
  const turns = Array.from({ length: days }, (_, at) => addDays(from, at))
  return turns.flatMap((day) =>
    partNames.flatMap((part) =>
      places
        .filter((place) => !held.has(`${day} ${part} ${place}`))
        .map((place) => ({ day, part, place })),
    ),
  )
}
