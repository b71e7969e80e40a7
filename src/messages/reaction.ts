import { sql } from 'kysely'
import type { Reaction } from '#src/kernel/execute.ts'
import { unguarded } from '#src/kernel/guard.ts'
import type { DomainEvent } from '#src/kernel/operation.ts'

/** After a death, a departure or a merger nothing that waits for the person goes out any more. */
export const messagesFollow: Reaction = async ({ db }, events) => {
  const ids = [...new Set(events.flatMap(peopleOf))]
  if (ids.length === 0) return
  await unguarded(db, () =>
    sql`
      update message m set state = 'cancelled', failure = '本人已去世或离册，不再发送'
      from retiree r where r.id = m.retiree_id and r.left_on is not null
        and m.state = 'queued' and m.retiree_id = any (${ids}::bigint[])`.execute(db),
  )
}

const leaving = /^(retiree\.|import\.|approval\.)/

function peopleOf({ name, subject, subjectId, detail }: DomainEvent): number[] {
  if (!leaving.test(name)) return []
  const many = detail?.['retireeIds']
  const listed = Array.isArray(many) ? many.filter((id) => typeof id === 'number') : []
  return subject === 'retiree' && subjectId !== null ? [subjectId, ...listed] : listed
}
