import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { SaveHospital, type HospitalRow } from './hospital.ts'

export const hospitals = {
  'health.hospitals': query({
    title: '查看定点医院',
    permission: 'health.read',
    input: z.strictObject({}),
    run: (context): Promise<HospitalRow[]> => rowsOf(context),
  }),

  'health.saveHospital': command({
    title: '登记定点医院',
    permission: 'health.manage',
    input: SaveHospital,
    async run(context, { hospitalId, ...given }): Promise<{ hospitalId: number }> {
      if (given.agreedTo && given.agreedTo < given.agreedFrom)
        throw new Refusal('invalid', 'health.agreement', '终止日期早于起始日期', 'agreedTo')
      const values = { ...given, agreedTo: given.agreedTo ?? null, phone: given.phone ?? null }
      const { orgId, accountId } = context.actor
      const saved = await (
        hospitalId
          ? context.db
              .updateTable('designatedHospital')
              .set(values)
              .where('id', '=', hospitalId)
              .where('orgId', '=', orgId)
              .returning('id')
          : context.db
              .insertInto('designatedHospital')
              .values({ ...values, orgId, accountId, recordedAt: context.now })
              .onConflict((clash) => clash.doNothing())
              .returning('id')
      ).executeTakeFirst()
      if (!saved && hospitalId)
        throw new Refusal('missing', 'health.noSuchHospital', '没有这家定点医院')
      if (!saved)
        throw new Refusal('conflict', 'health.sameHospital', '这家医院同日起的协议已登记', 'name')
      const detail = { name: given.name, agreedFrom: given.agreedFrom }
      context.record({ name: 'hospital.saved', subject: 'hospital', subjectId: saved.id, detail })
      return { hospitalId: saved.id }
    },
  }),
}

/** Those of the own bureau, of the ones above it and of those below. */
async function rowsOf(context: Context): Promise<HospitalRow[]> {
  const { actor, today } = context
  const { rows } = await sql<HospitalRow>`
    with own as (select path from org where id = ${actor.orgId}), named as (
      select designated_hospital as name, count(*) as count from retiree
      where reach @> array[${actor.scopeId}::int] and left_on is null
        and designated_hospital is not null group by 1
    )
    select h.id, h.name, h.level, h.direct_billing, h.agreed_from, h.agreed_to, h.phone,
      o.name as org_name, coalesce(named.count, 0) as people, h.org_id = ${actor.orgId} as own,
      ${today}::date between h.agreed_from and coalesce(h.agreed_to, 'infinity') as holds
    from designated_hospital h join org o on o.id = h.org_id
    left join named on named.name = h.name
    where o.path @> array[${actor.scopeId}::int]
      or o.parent_id = any (select unnest(path) from own)
    order by holds desc, h.level desc, h.name limit 500`.execute(context.db)
  return rows
}
