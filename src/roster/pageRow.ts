import { sql } from 'kysely'
import { fullYearsBetween } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { unknownKeyCode } from '#src/kernel/vault.ts'
import { decide, type Action, type Sight } from './access.ts'
import type { Relation } from './access/relation.ts'
import { maskCitizenId } from './citizenId.ts'
import type { ListRow } from './list.ts'
import type { Held } from './relations.ts'
import { numberOf } from './sealing/columns.ts'
import { lockedText } from './sealing/value.ts'
import { rowSeen } from './rowSeen.ts'

export interface RawRow extends Omit<ListRow, 'age' | 'idNumber'> {
  readonly idNumberSealed: Buffer | null
  readonly birthFirst: string | null
  readonly isVip: boolean
  readonly held: Held
  readonly sortKey: string
  /** What the statement said beside each row. */
  readonly total?: number
  readonly exact?: boolean
}

// Written in the names of the rows, so that nothing has to rename thirty columns of each row.
export const columns = sql`
  retiree.id, retiree.file_no as "fileNo", retiree.full_name as "fullName", retiree.gender,
  retiree.birth_first as "birthFirst",
  coalesce(retiree.birth_archive, to_char(retiree.birth_id, 'YYYY-MM-DD')) as birth,
  retiree.id_number_sealed as "idNumberSealed", retiree.retirement_category as "retirementCategory",
  retiree.rank_at_retirement as "rankAtRetirement", retiree.current_treatment as "currentTreatment",
  retiree.political_status as "politicalStatus",
  retiree.revolutionary_period as "revolutionaryPeriod", retiree.retired_on as "retiredOn",
  retiree.last_unit_and_post as "lastUnitAndPost", former.name as "formerUnit",
  paying.name as "payingUnit", managing.name as "managingUnit", community.name as community,
  branch.name as branch, retiree.residence_address as "residenceAddress", retiree.mobile,
  retiree.living_arrangement as "livingArrangement", retiree.health_status as "healthStatus",
  retiree.ethnicity, retiree.party_joined as "partyJoined", retiree.verified_on as "verifiedOn",
  retiree.left_reason as "leftReason", retiree.is_vip as "isVip",
  array(select tag.code from tag where tag.retiree_id = retiree.id and tag.to_on is null
    order by tag.code) as tags`

export const names = sql`
  left join org former on former.id = retiree.former_unit_id
  left join org paying on paying.id = retiree.paying_unit_id
  left join org managing on managing.id = retiree.managing_unit_id
  left join org community on community.id = retiree.community_id
  left join org branch on branch.id = retiree.branch_id`

/** A row as a list or a file of this post may show it. */
export function listRow(
  raw: RawRow,
  context: Context,
  standing: (held: Held) => readonly Relation[],
  action: Action = 'list',
): ListRow {
  const { actor, today } = context
  const { birthFirst, held, isVip, sortKey: _key, idNumberSealed: _sealed, ...rest } = raw
  const { total: _total, exact: _exact, ...row } = rest
  const age = birthFirst ? fullYearsBetween(birthFirst, today) : null
  const decision = decide({ role: actor.role, relations: standing(held), action, isVip })
  const seen = rowSeen({ ...row, age, idNumber: null }, decision)
  return { ...seen, idNumber: numberSeen(context, raw, decision.sightOf('idNumber'), action) }
}

/** The number or its mask; a list stays readable although a number in it is not, a file does not. */
function numberSeen({ vault }: Context, row: RawRow, sight: Sight, action: Action): string | null {
  if (!row.idNumberSealed || sight === 'hidden') return null
  if (!vault.open) return lockedText
  try {
    const number = numberOf(vault, row) ?? ''
    return sight === 'open' ? number : maskCitizenId(number)
  } catch (error) {
    const unreadable = error instanceof Refusal && error.code !== unknownKeyCode
    if (unreadable && action === 'list') return '无法读取'
    throw error
  }
}
