import { rules } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import type { VisitedFor } from '#src/visits/ui/SeveralVisitsDialog.tsx'

/** Each person once, with the reasons of all that person's visits that were ticked. */
export function visitedFor(rows: readonly DutyRow[]): readonly VisitedFor[] {
  const people = new Map<number, VisitedFor>()
  for (const { retireeId, fullName, rule, state, dueOn } of rows) {
    const { act, ground } = rules[rule]
    if (act.kind !== 'visit' || state !== 'open') continue
    const known = people.get(retireeId)
    people.set(retireeId, {
      retireeId,
      fullName,
      reasons: [...new Set([...(known?.reasons ?? []), act.reason])],
      seasonDueOn: ground === 'season' ? earlier(known?.seasonDueOn, dueOn) : known?.seasonDueOn,
    })
  }
  return [...people.values()]
}

function earlier(one: string | undefined, other: string): string {
  return one !== undefined && one < other ? one : other
}
