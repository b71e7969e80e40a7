import { sql } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'
import { fields } from '#src/roster/fields.ts'
import { isSealedKey } from '#src/roster/sealing/fields.ts'
import { unlocked } from './unlocked.ts'

/** What the register of the dead keeps of the personal fields: when somebody was born and joined. */
const stays = new Set(['birthArchive', 'birthCelebrated', 'partyJoined', 'partyFull'])

/** The fields that go with the period after a person has left. */
export const goingFields = fields
  .filter(({ key, sensitivity }) => sensitivity !== 'S1' && !stays.has(key))
  .map(({ key }) => key)

const snake = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const columns = goingFields.map((key) => (isSealedKey(key) ? `${snake(key)}_sealed` : snake(key)))
const histories = ['retiree_change', 'snapshot_row']

/**
 * Empties the personal and sensitive fields of people who left long ago, with all copies of them: in
 * the history, in requests, among the family, in staged rows and frozen lists. Survivors who are looked
 * after stay. Answers how many people.
 */
export async function withoutGone(tx: Tx, ids: readonly number[], today: string): Promise<number> {
  if (ids.length === 0) return 0
  const of = sql`any (${ids}::bigint[])`
  const emptied = sql.join(
    [...columns, 'id_lookup', 'id_tail'].map((name) => sql`${sql.ref(name)} = null`),
  )
  await sql`update retiree set ${emptied}, details_gone_on = ${today}::date, version = version + 1
    where id = ${of}`.execute(tx)
  await sql`delete from contact where retiree_id = ${of}
    and (survivor_since is null or ended_on is not null)`.execute(tx)
  await sql`update change_request set proposed = proposed - ${goingFields}::text[], reason = '已过保存期限'
    where retiree_id = ${of}`.execute(tx)
  await sql`update verification set note = null where retiree_id = ${of}`.execute(tx)
  await sql`delete from import_row where result_id = ${of} or match_id = ${of}`.execute(tx)
  await cleanHistories(tx, ids, goingFields)
  return ids.length
}

/** Takes some fields of a person out of every copy: history, requests, staged rows and frozen lists. */
export async function withoutFields(tx: Tx, id: number, keys: readonly string[]): Promise<void> {
  await sql`update change_request set proposed = proposed - ${keys}::text[]
    where retiree_id = ${id}`.execute(tx)
  await sql`update import_row set values = values - ${keys}::text[], diff = diff - ${keys}::text[]
    where result_id = ${id} or match_id = ${id}`.execute(tx)
  await cleanHistories(tx, [id], keys)
}

async function cleanHistories(
  tx: Tx,
  ids: readonly number[],
  keys: readonly string[],
): Promise<void> {
  const of = sql`any (${ids}::bigint[])`
  await unlocked(tx, histories, async () => {
    await sql`update retiree_change set before = before - ${keys}::text[],
        after = after - ${keys}::text[] where retiree_id = ${of}`.execute(tx)
    await sql`update snapshot_row row set cells = (
        select jsonb_agg(case when (s.columns ->> (place::integer - 1)) = any (${keys}::text[])
          then '""'::jsonb else cell end order by place)
        from jsonb_array_elements(row.cells) with ordinality given (cell, place))
      from snapshot s where s.id = row.snapshot_id and row.retiree_id = ${of}
        and jsonb_array_length(row.cells) > 0`.execute(tx)
  })
}
