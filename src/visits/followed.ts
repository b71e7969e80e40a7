import { rules, type RuleCode } from '#src/duties/duty.ts'
import { refreshDuties } from '#src/duties/refresh.ts'
import type { Context } from '#src/kernel/operation.ts'

/** A duty that a visit closed. */
export interface ClosedDuty {
  readonly title: string
  readonly dueOn: string
}

/** Notes the open duties of some people; afterwards tells which of them have been closed since. */
export async function dutiesAround(context: Context, people: readonly number[]) {
  const before = await openDuties(context, people)
  return {
    /** The closed duties of each person, after the ledger has followed the facts. */
    async closed(): Promise<ReadonlyMap<number, readonly ClosedDuty[]>> {
      if (before.length > 0) await refreshDuties(context.db, people, context.today)
      const left = new Set((await openDuties(context, people)).map(keyOf))
      const gone = before.filter((duty) => !left.has(keyOf(duty)))
      return new Map(
        people.map((id) => [id, gone.filter(({ retireeId }) => retireeId === id).map(told)]),
      )
    },
  }
}

interface OpenDuty {
  readonly retireeId: number
  readonly rule: RuleCode
  readonly period: number
  readonly dueOn: string
}

function openDuties({ db }: Context, people: readonly number[]): Promise<OpenDuty[]> {
  return db
    .selectFrom('duty')
    .select(['retireeId', 'rule', 'period', 'dueOn'])
    .where('retireeId', 'in', people)
    .where('state', '=', 'open')
    .orderBy('dueOn')
    .execute() as Promise<OpenDuty[]>
}

function keyOf({ retireeId, rule, period }: OpenDuty): string {
  return `${retireeId} ${rule} ${period}`
}

function told({ rule, dueOn }: OpenDuty): ClosedDuty {
  return { title: rules[rule].title, dueOn }
}
