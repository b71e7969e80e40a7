import fc from 'fast-check'
import { addDays } from '#src/kernel/day.ts'
import type { Tx } from '#src/kernel/db.ts'
import type { Fact } from './careFacts.ts'

/** One group for each story's day of joining; a person is in one at a time. */
async function join(db: Tx, retireeId: number, validFrom: string): Promise<void> {
  const { homeId: orgId } = await db
    .selectFrom('retiree')
    .select('homeId')
    .where('id', '=', retireeId)
    .executeTakeFirstOrThrow()
  const { id: groupId } = await db
    .insertInto('contactGroup')
    .values({ orgId, name: `${retireeId} 组`, foundedOn: '2020-01-01', closedOn: '2030-01-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('contactGroupPerson')
    .values({ groupId, orgId, retireeId, validFrom })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

const leave: Fact = (db, id, today) =>
  db
    .updateTable('contactGroupPerson')
    .set((is) => ({
      validTo: is.fn<string>('greatest', ['validFrom', is.val(today)]),
      endedWhy: '人员调整',
    }))
    .where('retireeId', '=', id)
    .where('validTo', 'is', null)
    .execute()

const daysAgo = fc.integer({ min: 0, max: 300 })

/** What may come to be known of somebody's contact group, and of contacts. */
export const contactFacts: fc.Arbitrary<Fact> = fc.oneof(
  {
    arbitrary: daysAgo.map(
      (ago): Fact =>
        (db, id, today) =>
          join(db, id, addDays(today, -ago)),
    ),
    weight: 3,
  },
  fc.constant(leave),
  fc.tuple(daysAgo, fc.boolean(), fc.option(fc.integer({ min: 1, max: 90 }))).map(
    ([ago, reached, next]): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('contactRecord')
          .values({
            retireeId,
            contactedOn: addDays(today, -ago),
            way: 'phone',
            reached,
            contactedBy: '张敏',
            nextOn: next === null ? null : addDays(today, next - ago),
          })
          .execute(),
  ),
  fc.tuple(fc.constantFrom('made', 'reviewed', 'ended'), daysAgo).map(
    ([kind, ago]): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('servicePlan')
          .values({
            retireeId,
            kind,
            madeOn: addDays(today, -ago),
            measures: kind === 'ended' ? [] : ['代取药品'],
            endedWhy: kind === 'ended' ? '迁居' : null,
          })
          .execute(),
  ),
)
