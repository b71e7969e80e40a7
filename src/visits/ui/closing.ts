import { rules, type RuleCode } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import type { VisitReason } from '#src/visits/visit.ts'

type Duty = Pick<DutyRow, 'rule' | 'state' | 'fromOn'>

export interface Closing<D extends Duty> {
  /** Closed by the visit. */
  readonly closed: readonly D[]
  /** Would be closed as well if their reason were chosen. */
  readonly others: readonly D[]
  /** Of an earlier period: only a visit of that time closes them. */
  readonly missed: readonly D[]
}

const reasonOfRule: Partial<Record<RuleCode, VisitReason>> = Object.fromEntries(
  Object.entries(rules).flatMap(([code, { act }]) =>
    act.kind === 'visit' ? [[code, act.reason]] : [],
  ),
)

/** The reason that a visit must have to close a duty; undefined of those no visit closes. */
export function reasonOf({ rule }: Pick<Duty, 'rule'>): VisitReason | undefined {
  return reasonOfRule[rule]
}

/**
 * What a visit on a day for some reasons does to a person's duties: it closes, of each rule, the
 * period last opened by that day; earlier periods are closed by visits of their own time only.
 */
export function closingOn<D extends Duty>(
  duties: readonly D[],
  on: string,
  reasons: readonly VisitReason[],
): Closing<D> {
  const opened = duties.filter((duty) => reasonOf(duty) && duty.fromOn <= on)
  const isLast = (duty: D) =>
    !opened.some(({ rule, fromOn }) => rule === duty.rule && fromOn > duty.fromOn)
  const isChosen = (duty: D) => reasons.includes(reasonOf(duty) as VisitReason)
  const open = opened.filter(({ state }) => state === 'open')
  const current = open.filter(isLast)
  return {
    closed: current.filter(isChosen),
    others: current.filter((duty) => !isChosen(duty)),
    missed: open.filter((duty) => !isLast(duty) && isChosen(duty)),
  }
}
