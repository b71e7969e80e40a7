import type { Reaction } from '#src/kernel/execute.ts'
import type { Context, DomainEvent } from '#src/kernel/operation.ts'
import { isGround } from './ground.ts'
import { peopleBelow } from './operations.ts'
import { refreshDuties } from './refresh.ts'

/** A policy that touches more people than this is worked off by the queue. */
const atOnce = 20_000

/**
 * The ledger follows the facts in the same transaction: everyone whom an event touches is derived
 * anew, and everyone under a jurisdiction whose policy was set.
 */
export const dutiesFollow: Reaction = async (context, events) => {
  const telling = events.filter((event) => !isAside(context, event))
  const ids = [...new Set(telling.flatMap(peopleOf))]
  await refreshDuties(context.db, ids, context.today)
  for (const event of events) {
    if (event.subject !== 'policy') continue
    const orgId = Number(event.detail?.['orgId'])
    const people = await peopleBelow(context, orgId)
    if (people.length > atOnce) context.enqueue('duties.refresh', { orgId })
    else await refreshDuties(context.db, people, context.today, '政策参数已调整')
  }
}

/** Looks and undecided requests change no fact that a rule reads. */
const quiet = new Set([
  'retiree.revealed',
  'vip.opened',
  'vip.set',
  'vip.lifted',
  'breakGlass.opened',
  'breakGlass.reviewed',
  'question.asked',
  'question.answered',
  'retiree.printed',
  'retiree.declaredDistinct',
  'change.requested',
  'change.rejected',
])

/** A change of fields that no rule reads. */
function isAside({ db }: Context, { name, detail }: DomainEvent): boolean {
  const fields = detail?.['fields']
  return name === 'retiree.amended' && Array.isArray(fields) && !isGround(db, fields)
}

/** One person, or the many that an import or a merger of organisations names. */
function peopleOf({ name, subject, subjectId, detail }: DomainEvent): number[] {
  if (quiet.has(name)) return []
  const many = detail?.['retireeIds']
  const listed = Array.isArray(many) ? many.filter((id) => typeof id === 'number') : []
  return subject === 'retiree' && subjectId !== null ? [subjectId, ...listed] : listed
}
