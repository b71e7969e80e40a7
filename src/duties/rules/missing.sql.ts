import { sql, type RawBuilder } from 'kysely'
import type { Rule } from '#src/duties/rule.ts'
import { gapRule, tiesOf } from './gap.sql.ts'

/** 现管单位 is the subject of the service (requirements C01-15). */
export const missingManagingUnit: Rule = {
  code: 'missingManagingUnit',
  query: (horizon) =>
    gapRule('missingManagingUnit', tiesOf('managingUnit'), horizon, {
      only: mayLack('managingUnit', 'managing_unit_id'),
    }),
}

/** Every member belongs to a branch (党章 Art. 8). */
export const missingBranch: Rule = {
  code: 'missingBranch',
  query: (horizon) =>
    gapRule('missingBranch', tiesOf('branch'), horizon, {
      only: sql`p.is_member and ${mayLack('branch', 'branch_id')}`,
      since: sql`greatest(p.registered_on, p.party_first)`,
    }),
}

/** One of the four responsible parties (requirements C02-01); the newly retired check in instead. */
export const missingCommunity: Rule = {
  code: 'missingCommunity',
  query: (horizon) =>
    gapRule('missingCommunity', tiesOf('community'), horizon, {
      only: mayLack('community', 'community_id'),
      spare: sql`exists (select from span s
        where s.home_id = p.home_id and s.code = 'communityCheckIn'
          and p.since_on between s.from_on and s.to_on
          and p.retired_last >= p.registered_on - (s.value ->> 'withinDays')::integer)`,
    }),
}

/** An emergency contact; a contact without a day of entry came with the record. */
export const missingContact: Rule = {
  code: 'missingContact',
  query: (horizon) =>
    gapRule('missingContact', emergencyContacts, horizon, {
      only: sql`not exists (select from contact c where c.retiree_id = p.id and c.is_emergency
        and c.ended_on is null and (c.recorded_on is null or c.recorded_on <= p.registered_on))`,
    }),
}

const emergencyContacts = sql`(
  select retiree_id, coalesce(recorded_on, date '1900-01-01') as valid_from, ended_on as valid_to,
    coalesce(recorded_on, date '1900-01-01') as recorded_on, id
  from contact where is_emergency)`

/** Spares those who have had the one tie since they were registered: see `notableTiesSql`. */
function mayLack(kind: string, column: string): RawBuilder<unknown> {
  return sql`(p.${sql.ref(column)} is null or exists (
    select from notable n where n.retiree_id = p.id and n.kind = ${sql.lit(kind)}))`
}
