import { sql } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'
import type { Reaction } from '#src/kernel/execute.ts'
import type { DomainEvent } from '#src/kernel/operation.ts'

const registering = new Set(['retiree.registered', 'import.committed'])

/** The list of those in service follows who is registered as retired and which units are merged. */
export const inServiceFollows: Reaction = async ({ db, today }, events) => {
  const ids = events.filter(({ name }) => registering.has(name)).flatMap(peopleOf)
  if (ids.length > 0) await closeRegistered(db, ids, today)
  for (const { name, subjectId, detail } of events)
    if (name === 'org.merged') await moveUnit(db, subjectId, Number(detail?.['intoId']))
}

/**
 * Whoever is registered as retired leaves the list: the same name and month of birth under the same
 * keeping bureau's region. Of two who could be meant neither is closed.
 */
async function closeRegistered(db: Tx, ids: readonly number[], today: string): Promise<void> {
  await sql`
    with met as (
      select s.id, r.id as retiree_id, count(*) over (partition by s.id) as people,
        count(*) over (partition by r.id) as entries
      from retiree r join in_service s on s.closed_on is null and s.full_name = r.full_name
        and s.birth_month = left(coalesce(r.birth_archive, r.birth_id::text), 7)
      join org o on o.id = s.unit_id and o.path @> array[region_of(r.home_id)]
      where r.id = any (${ids}::bigint[])
    )
    update in_service s
    set closed_on = ${today}::date, closed_reason = 'retired', retiree_id = met.retiree_id
    from met where met.id = s.id and met.people = 1 and met.entries = 1`.execute(db)
}

/** The staff of a merged unit stand under its successor, unless they do already. */
async function moveUnit(db: Tx, fromId: number | null, intoId: number): Promise<void> {
  await sql`
    update in_service s set unit_id = ${intoId}
    where s.unit_id = ${fromId} and s.closed_on is null and not exists (
      select from in_service known where known.unit_id = ${intoId} and known.closed_on is null
        and known.full_name = s.full_name and known.birth_month = s.birth_month)`.execute(db)
}

function peopleOf({ subject, subjectId, detail }: DomainEvent): number[] {
  const many = detail?.['retireeIds']
  const listed = Array.isArray(many) ? many.filter((id) => typeof id === 'number') : []
  return subject === 'retiree' && subjectId !== null ? [subjectId, ...listed] : listed
}
