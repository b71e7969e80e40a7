import { addDays, daysBetween } from '#src/kernel/day.ts'
import { inWorkdays } from '#src/kernel/deadline.ts'

/** How the days of a limit are counted. */
export const dayKinds = { working: '个工作日', calendar: '天' } as const
export type DayKind = keyof typeof dayKinds

/** A limit as a rule states it: 15 working days, 60 calendar days. */
export interface Limit {
  readonly count: number
  readonly kind: DayKind
}

/** The last day of a limit that begins after `day`, which itself does not count (民法典 Art. 201). */
export function dueAfter(day: string, { count, kind }: Limit): string {
  return kind === 'working' ? inWorkdays(day, count) : addDays(day, count)
}

/** What a clock needs to know of a course: when it began, ran on, was told the answer, began anew. */
export interface Tick {
  readonly kind: string
  readonly on: string
  readonly dueOn?: string | null
}

export interface Clock {
  readonly startedOn: string
  readonly dueOn: string
  /** The day of the answer that stands; null while one is owed. */
  readonly answeredOn: string | null
}

/** The clock of a course, computed from its events alone, in their order. */
export function clockOf(course: readonly Tick[]): Clock | undefined {
  let clock: Clock | undefined
  for (const { kind, on, dueOn } of course) {
    if (kind === 'registered' || kind === 'reopened')
      clock = { startedOn: on, dueOn: dueOn ?? clock?.dueOn ?? on, answeredOn: null }
    else if (clock && kind === 'extended') clock = { ...clock, dueOn: dueOn ?? clock.dueOn }
    else if (clock && kind === 'answered') clock = { ...clock, answeredOn: on }
  }
  return clock
}

/** Whether the answer came, or still may come, in time. */
export function isLate({ dueOn, answeredOn }: Omit<Clock, 'startedOn'>, today: string): boolean {
  return (answeredOn ?? today) > dueOn
}

/** Days until an answer is due, negative when overdue; null once it was given. */
export function daysLeft({ dueOn, answeredOn }: Omit<Clock, 'startedOn'>, today: string) {
  return answeredOn ? null : daysBetween(today, dueOn)
}
