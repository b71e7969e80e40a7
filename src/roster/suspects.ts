import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import type { Values } from './record.ts'
import { decisionsFor } from './relations.ts'
import { lookupsOf } from './sealing/number.ts'
import { signals, type Signal, type Suspect } from './suspect.ts'
import { birthSeen } from './visibility.ts'

export { signals, type Signal, type Suspect }

/** People within the bureau who may be the same as these values; births as far as a list shows them. */
export async function suspectsOf(
  context: Context,
  homeId: number,
  values: Values,
  except = 0,
): Promise<Suspect[]> {
  const { db, vault } = context
  const { fullName = '', idNumber = null, birthArchive = null, mobile = null } = values
  const birthId = idNumber?.length === 18 ? idNumber.slice(6, 12) : null
  const month =
    birthArchive && birthArchive.length >= 7 ? birthArchive.slice(0, 7).replace('-', '') : null
  const post = values.lastUnitAndPost ?? null
  const sameNumber = sql`r.id_lookup = any (${lookupsOf(vault, idNumber)}::bytea[])`
  const { rows } = await sql<SuspectRow>`
    select r.id, r.full_name, coalesce(r.birth_archive, to_char(r.birth_id, 'YYYY-MM-DD')) as birth,
      org.name as managing_unit, r.left_reason,
      coalesce(${sameNumber}, false) as same_number,
      coalesce(r.full_name = ${fullName} and (to_char(r.birth_first, 'YYYYMM') in (${month}, ${birthId})
        or to_char(r.birth_id, 'YYYYMM') in (${month}, ${birthId})), false) as same_name_and_birth,
      coalesce(r.full_name = ${fullName} and r.mobile = ${mobile}, false) as same_name_and_phone,
      coalesce(r.full_name = ${fullName} and r.last_unit_and_post = ${post}, false) as same_name_and_unit
    from retiree r left join org on org.id = r.managing_unit_id
    where r.home_id = ${homeId} and r.id <> ${except}
      and (r.left_reason is null or r.left_reason = 'deceased')
      and (r.full_name = ${fullName} or ${sameNumber})
      and not exists (select from duplicate_decision d where d.decision = 'distinct'
        and d.first_id = least(r.id, ${except}::bigint) and d.second_id = greatest(r.id, ${except}::bigint))
    limit 50`.execute(db)
  const found = rows.map(suspect).filter(({ signals }) => signals.length > 0)
  const seenOf = await decisionsFor(
    context,
    found.map(({ id }) => id),
  )
  return found.map((one) => ({ ...one, birth: birthSeen(seenOf(one.id), one.birth) }))
}

interface SuspectRow extends Omit<Suspect, 'signals'> {
  readonly sameNumber: boolean
  readonly sameNameAndBirth: boolean
  readonly sameNameAndPhone: boolean
  readonly sameNameAndUnit: boolean
}

function suspect(row: SuspectRow): Suspect {
  const found = (Object.keys(signals) as Signal[]).filter((signal) => row[signal])
  const { id, fullName, birth, managingUnit, leftReason } = row
  return { id, fullName, birth, managingUnit, leftReason, signals: found }
}
