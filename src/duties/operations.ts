import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import { keptOrManaged } from '#src/roster/keepers.ts'
import { refuseUnlessKeeper } from '#src/roster/permitted.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { compliance } from './compliance.operations.ts'
import { coverageOf, gapsOf, summaryOf } from './coverage.ts'
import { isPrivate, refusalToWaive, rules } from './duty.ts'
import { dutyRows, knownDuty, pageOfDuties } from './find.ts'
import { CoverageInput, DutyKey, ListDuties, WaiveDuty, type DutyRow } from './list.ts'
import { lockPeople } from './lock.ts'
import { advanceDuties, rebuildDuties, refreshDuties, verifyDuties } from './refresh.ts'

const nothing = z.strictObject({})

export const duties = {
  ...compliance,

  'duties.list': query({
    title: '查看应办清单',
    permission: 'duties.read',
    input: ListDuties,
    run: pageOfDuties,
  }),

  'duties.summary': query({
    title: '查看应办概况',
    permission: 'duties.read',
    input: nothing,
    run: summaryOf,
  }),

  'duties.coverage': query({
    title: '查看应办落实率',
    permission: 'duties.read',
    input: CoverageInput,
    run: (context, { by, year, rule }) => coverageOf(context, by, year, rule),
  }),

  'duties.gaps': query({
    title: '查看资料缺项',
    permission: 'duties.read',
    input: nothing,
    run: gapsOf,
  }),

  'duties.ofRetiree': query({
    title: '查看某人的应办事项',
    permission: 'duties.read',
    input: z.strictObject({ retireeId: z.int('请选择老同志') }),
    async run(context, { retireeId }): Promise<{ rows: DutyRow[]; withdrawn: Withdrawal[] }> {
      await requireRetiree(context, retireeId)
      context.looked(retireeId, ['S2'])
      const known = sql<boolean>`d.retiree_id = ${retireeId} and ${knownDuty(context)}`
      const rows = await dutyRows(context, known, 1000)
      return { rows: rows.toReversed(), withdrawn: await withdrawalsOf(context, retireeId) }
    },
  }),

  'duties.waive': command({
    title: '免办应办事项',
    permission: 'duties.waive',
    input: WaiveDuty,
    async run(context, { reason, ...key }): Promise<void> {
      const duty = await requireDuty(context, key)
      await refuseUnlessKeeper(context, key.retireeId, 'B')
      demand(refusalToWaive(duty.state))
      await context.db
        .insertInto('dutyWaiver')
        .values({ ...key, reason, waivedOn: context.today, accountId: context.actor.accountId })
        .execute()
      note(context, 'duty.waived', key, { reason })
    },
  }),

  'duties.unwaive': command({
    title: '取消免办',
    permission: 'duties.waive',
    input: DutyKey,
    async run(context, key): Promise<void> {
      const duty = await requireDuty(context, key)
      await refuseUnlessKeeper(context, key.retireeId, 'B')
      if (duty.state !== 'waived')
        throw new Refusal('conflict', 'duties.notWaived', '这一事项没有免办，不必取消')
      const { retireeId, rule, period } = key
      await context.db
        .deleteFrom('dutyWaiver')
        .where('retireeId', '=', retireeId)
        .where('rule', '=', rule)
        .where('period', '=', period)
        .execute()
      note(context, 'duty.unwaived', key, {})
    },
  }),

  'duties.nightly': command({
    title: '推导新到期的应办事项',
    permission: 'system.run',
    input: nothing,
    daily: '01:30',
    repeatable: true,
    async run(context) {
      const changed = await advanceDuties(context.db, context.today)
      return about(context, 'duties.advanced', changed)
    },
  }),

  'duties.refresh': command({
    title: '按新政策推导应办事项',
    permission: 'system.run',
    input: z.strictObject({ orgId: z.int().nullable().default(null) }),
    repeatable: true,
    async run(context, { orgId }) {
      const scope = orgId === null ? 'all' : await peopleBelow(context, orgId)
      const changed = await refreshDuties(context.db, scope, context.today, '政策参数已调整')
      return about(context, 'duties.refreshed', changed)
    },
  }),

  'duties.rebuild': command({
    title: '重建应办清单',
    permission: 'system.run',
    input: nothing,
    repeatable: true,
    async run(context) {
      return about(context, 'duties.rebuilt', {
        duties: await rebuildDuties(context.db, context.today),
      })
    },
  }),

  'duties.verify': query({
    title: '核对应办清单',
    permission: 'system.run',
    input: nothing,
    run: (context) => verifyDuties(context.db, context.today),
  }),
}

export interface Withdrawal {
  readonly title: string
  readonly dueOn: string
  readonly reason: string
  readonly at: Date
}

/** The people whose records are kept at or below an organisation. */
export async function peopleBelow({ db }: Context, orgId: number): Promise<number[]> {
  const people = await db
    .selectFrom('retiree')
    .innerJoin('org', 'org.id', 'retiree.homeId')
    .select('retiree.id')
    .where(atOrBelow(orgId))
    .execute()
  return people.map((person) => person.id)
}

async function withdrawalsOf(context: Context, retireeId: number): Promise<Withdrawal[]> {
  const rows = await context.db
    .selectFrom('dutyWithdrawal')
    .select(['rule', 'dueOn', 'reason', 'at'])
    .where('retireeId', '=', retireeId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  const secret = rows.some(({ rule }) => isPrivate(rule)) && !(await keeps(context, retireeId))
  return rows
    .filter(({ rule }) => !secret || !isPrivate(rule))
    .map(({ rule, ...row }) => ({ ...row, title: rules[rule].title }))
}

/** Whether the actor keeps or manages the person, and so may know what called for a visit. */
async function keeps(context: Context, retireeId: number): Promise<boolean> {
  const { rows } = await sql<{ keeps: boolean }>`
    select ${keptOrManaged(context)} as keeps from retiree where id = ${retireeId}`.execute(
    context.db,
  )
  return rows[0]?.keeps === true
}

type Key = z.output<typeof DutyKey>

/** The duty of someone within reach; the person is locked against a second decision. */
async function requireDuty(context: Context, { retireeId, rule, period }: Key) {
  await requireRetiree(context, retireeId)
  await lockPeople(context.db, [retireeId])
  const duty = await context.db
    .selectFrom('duty')
    .select('state')
    .where('retireeId', '=', retireeId)
    .where('rule', '=', rule)
    .where('period', '=', period)
    .executeTakeFirst()
  if (!duty) throw new Refusal('missing', 'duties.noSuchDuty', '没有这一应办事项')
  return duty
}

function note(context: Context, name: string, { retireeId, ...key }: Key, more: object): void {
  context.record({
    name,
    subject: 'retiree',
    subjectId: retireeId,
    detail: { ...key, ...more },
  })
}

function about<T extends Readonly<Record<keyof T, number>>>(
  context: Context,
  name: string,
  changed: T,
): T {
  context.record({ name, subject: 'duties', subjectId: null, detail: { ...changed } })
  return changed
}
