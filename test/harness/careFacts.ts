import fc from 'fast-check'
import { sql } from 'kysely'
import { addDays } from '#src/kernel/day.ts'
import type { Tx } from '#src/kernel/db.ts'

/** A fact that may come to be known about one person, on a day of the story. */
export type Fact = (db: Tx, id: number, today: string) => Promise<unknown>

const ago = fc.integer({ min: 0, max: 90 })
const earlier = (day: string, other: string) => (day < other ? day : other)

/** Admissions and discharges late and soon, taken back, and again within days. */
const stays = fc.oneof(
  fc.tuple(ago, ago).map(([admitted, noticed]): Fact => (db, retireeId, today) => {
    const noticedOn = addDays(today, -noticed)
    const admittedOn = earlier(addDays(today, -admitted), noticedOn)
    const stay = { hospital: '县医院', channel: 'family', admittedOn, noticedOn }
    return db
      .insertInto('hospitalStay')
      .values({ retireeId, ...stay })
      .onConflict((clash) => clash.doNothing())
      .execute()
  }),
  ago.map(
    (since): Fact =>
      (db, id, today) =>
        sql`update hospital_stay set discharge_noticed_on = ${today},
          discharged_on = greatest(admitted_on, ${addDays(today, -since)}::date)
        where retiree_id = ${id} and discharged_on is null and admitted_on <= ${today}`.execute(db),
  ),
  fc.constant<Fact>((db, id, today) =>
    sql`update hospital_stay set withdrawn_on = ${today}
      where id = (select max(id) from hospital_stay where retiree_id = ${id})`.execute(db),
  ),
)

const events = fc.oneof(
  fc
    .tuple(fc.constantFrom('bereavement', 'dispute', 'hardship'), ago)
    .map(([kind, since]): Fact => (db, retireeId, today) => {
      const more = {
        dispute: { withWhom: 'family' },
        bereavement: { relation: '配偶' },
        hardship: {},
      }
      const days = { happenedOn: addDays(today, -since), noticedOn: today }
      return db
        .insertInto('careEvent')
        .values({ retireeId, kind, channel: 'unit', ...days, ...more[kind] })
        .execute()
    }),
  fc.constantFrom('ended_on', 'withdrawn_on').map(
    (column): Fact =>
      (db, id, today) =>
        sql`update care_event set ${sql.ref(column)} = ${today}
        where retiree_id = ${id} and happened_on <= ${today}`.execute(db),
  ),
)

const services = fc.oneof(
  fc.tuple(ago, fc.integer({ min: 2, max: 40 })).map(
    ([since, everyDays]): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('homeWard')
          .values({
            retireeId,
            openedOn: addDays(today, -since),
            everyDays,
            clinic: '卫生站',
            doctor: '李',
          })
          .onConflict((clash) => clash.doNothing())
          .execute(),
  ),
  ago.map(
    (since): Fact =>
      (db, id, today) =>
        sql`insert into doctor_round (ward_id, retiree_id, made_on, doctor)
        select id, retiree_id, ${addDays(today, -since)}, '李' from home_ward
        where retiree_id = ${id}`.execute(db),
  ),
  fc.constant<Fact>((db, id, today) =>
    sql`update home_ward set closed_on = greatest(opened_on, ${today}::date)
      where retiree_id = ${id} and closed_on is null`.execute(db),
  ),
  fc.tuple(ago, fc.boolean(), fc.boolean()).map(
    ([since, booked, fedBack]): Fact =>
      (db, id, today) =>
        sql`with opened as (
          insert into check_up (org_id, name, hospital, from_on, to_on)
          select home_id, '体检', '县医院', ${today}, ${today} from retiree where id = ${id} returning id
        )
        insert into check_up_person (check_up_id, retiree_id, came, resulted_on, feedback_on, fed_back_on)
        select id, ${id}, true, ${addDays(today, -since)},
          case when ${booked} then ${addDays(today, 9)}::date end,
          case when ${fedBack} then ${today}::date end from opened`.execute(db),
  ),
  ago.map(
    (since): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('careAssessment')
          .values({ retireeId, assessedOn: addDays(today, -since), level: '2', assessor: '王' })
          .execute(),
  ),
)

/** Health and the events behind 六必访, in any order and as late as it happens. */
export const careFacts: fc.Arbitrary<Fact> = fc.oneof(stays, events, services)
