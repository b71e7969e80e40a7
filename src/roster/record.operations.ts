import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demandAll, Refusal } from '#src/kernel/refusal.ts'
import { tieKinds, type TieKind } from '#src/orgs/org.ts'
import { RegisterShape, RetireeShape } from './fields.ts'
import { leaveLook, openPerson } from './opening.ts'
import { refuseUnlessKeeper, refuseUnwritable } from './permitted.ts'
import { requireLiving } from './reach.ts'
import { relationsTo } from './relations.ts'
import { relatedTo } from './related.ts'
import { asOf, columnsOf, derivedColumns, type Row, type Values } from './record.ts'
import { refusalsOfRecord } from './consistency.ts'
import { nextNumber } from './sealing/nextNumber.ts'
import { changesOf, openedSeen, unlocked } from './sealing/reading.ts'
import { suspectsOf } from './suspects.ts'
import { accessOf, derivedSeen, relatedSeen, valuesSeen, writableKeys } from './view.ts'
import {
  homeOf,
  refuseTaken,
  refuseTakenNumber,
  writeChanges,
  writeFirstTies,
  writeTie,
} from './writing.ts'

const Ties = z.strictObject({
  formerUnit: z.int().optional(),
  payingUnit: z.int().optional(),
  managingUnit: z.int().optional(),
  community: z.int().optional(),
  branch: z.int().optional(),
})

export const record = {
  'roster.get': query({
    title: '查看老干部档案',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }) {
      const person = await openPerson(context, id)
      const { row, decision } = person
      leaveLook(context, person)
      return {
        ...head(row),
        ...unlocked(context, row, valuesSeen(openedSeen(context, row, decision), decision)),
        derived: derivedSeen(row, context.today, decision),
        writable: writableKeys(context.actor.role, person),
        access: accessOf(context.actor.role, person),
        ...relatedSeen(await relatedTo(context, id), decision),
      }
    },
  }),

  'roster.suspects': query({
    title: '查找疑似同一人',
    permission: 'roster.write',
    input: z.strictObject({ values: RetireeShape }),
    async run(context, { values }) {
      return suspectsOf(context, await homeOf(context), values)
    },
  }),

  'roster.register': command({
    title: '登记老干部',
    permission: 'roster.write',
    input: z.strictObject({
      values: RegisterShape,
      ties: Ties.prefault({}),
      /** Recorded people who look alike and, as the clerk declares, are others. */
      distinctFrom: z.array(z.int()).max(50).default([]),
    }),
    async run(context, { values, ties, distinctFrom }): Promise<{ id: number; version: number }> {
      refuseUnwritable(context, ['home'], Object.keys(values), 'values')
      demandAll(refusalsOfRecord(values, context.today))
      const homeId = await homeOf(context)
      await refuseTakenNumber(context, homeId, values.idNumber)
      const others = await refuseUndecided(context, homeId, values, distinctFrom)
      const id = await nextNumber(context.db, 'retiree')
      const columns = columnsOf(values, context.vault, id)
      await context.db
        .insertInto('retiree')
        .values({
          ...(columns as { fullName: string; retirementCategory: string }),
          ...derivedColumns(values),
          id,
          homeId,
          registeredOn: context.today,
        })
        .execute()
        .catch(refuseTaken)
      await writeFirstTies(context, id, ties)
      await keepDistinct(context, id, others)
      context.record({ name: 'retiree.registered', subject: 'retiree', subjectId: id })
      return { id, version: 1 }
    },
  }),

  'roster.amend': command({
    title: '修改档案',
    permission: 'roster.write',
    input: z.strictObject({
      id: z.int(),
      version: z.int(),
      changes: RetireeShape,
      effectiveOn: z.iso.date('请填写生效日期').optional(),
    }),
    async run(context, { id, version, changes, effectiveOn }): Promise<{ version: number }> {
      const row = await requireLiving(context, id)
      refuseStale(row, version)
      refuseUnwritable(context, await relationsTo(context, id), Object.keys(changes), 'changes')
      if (effectiveOn && effectiveOn > context.today)
        throw new Refusal('invalid', 'roster.inFuture', '生效日期不能晚于今天', 'effectiveOn')
      const changed = await writeChanges(context, row, changes, effectiveOn)
      const detail = { fields: changed }
      context.record({ name: 'retiree.amended', subject: 'retiree', subjectId: id, detail })
      return { version: changed.length ? version + 1 : version }
    },
  }),

  'roster.setTie': command({
    title: '调整归属',
    permission: 'roster.write',
    input: z.strictObject({
      id: z.int(),
      kind: z.enum(Object.keys(tieKinds) as TieKind[], '请选择归属'),
      orgId: z.int('请选择机构').nullable(),
      on: z.iso.date('请填写日期'),
    }),
    async run(context, { id, kind, orgId, on }): Promise<void> {
      await requireLiving(context, id)
      await refuseUnlessKeeper(context, id, 'B')
      if (on > context.today)
        throw new Refusal('invalid', 'roster.inFuture', '日期不能晚于今天', 'on')
      await writeTie(context, id, kind, orgId, on)
      const detail = { kind, orgId, on }
      context.record({ name: 'retiree.tied', subject: 'retiree', subjectId: id, detail })
    },
  }),

  'roster.asOf': query({
    title: '查看某日的档案',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int(), day: z.iso.date('请填写日期') }),
    async run(context, { id, day }) {
      const person = await openPerson(context, id)
      const { row, decision } = person
      const changes = await changesOf(context, id, decision)
      leaveLook(context, person)
      const values = asOf(openedSeen(context, row, decision), changes, day)
      return {
        day,
        onRegister: onRegister(row, day),
        ...unlocked(context, row, valuesSeen(values, decision)),
        ties: (await relatedTo(context, id)).ties.filter(
          (tie) => tie.validFrom <= day && (!tie.validTo || day < tie.validTo),
        ),
      }
    },
  }),
}

function head(row: Row) {
  const { id, version, registeredOn, verifiedOn, diedOn, leftOn, leftReason, mergedInto } = row
  return { id, version, registeredOn, verifiedOn, diedOn, leftOn, leftReason, mergedInto }
}

/** 在册: from the day of registration until the day of leaving. */
function onRegister({ registeredOn, leftOn }: Row, day: string): boolean {
  return registeredOn <= day && (leftOn === null || day < leftOn)
}

/** @throws Refusal `roster.changedMeanwhile` when the record is no longer the one that was read. */
export function refuseStale(row: Row, version: number): void {
  if (row.version !== version)
    throw new Refusal('conflict', 'roster.changedMeanwhile', '别人刚改过这条记录，请刷新后再改')
}

async function refuseUndecided(
  context: Context,
  homeId: number,
  values: Values,
  distinctFrom: readonly number[],
): Promise<number[]> {
  const suspects = await suspectsOf(context, homeId, values)
  const open = suspects.filter(({ id }) => !distinctFrom.includes(id))
  if (open.length === 0) return suspects.map(({ id }) => id)
  const message = `可能已登记过：${open.map(({ fullName, birth }) => `${fullName}（${birth ?? '生日不详'}）`).join('、')}。请打开核对；确属另一人请勾选后再登记`
  throw new Refusal('conflict', 'roster.suspectedDuplicate', message, 'distinctFrom')
}

async function keepDistinct(context: Context, id: number, others: readonly number[]) {
  if (others.length === 0) return
  const { accountId } = context.actor
  await context.db
    .insertInto('duplicateDecision')
    .values(
      others.map((other) => ({
        firstId: Math.min(id, other),
        secondId: Math.max(id, other),
        decision: 'distinct',
        reason: '登记时核对为两人',
        accountId,
      })),
    )
    .execute()
}
