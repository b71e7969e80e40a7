import { lunarOf } from '#src/kernel/lunar.ts'
import { lunarName } from '#src/kernel/lunarName.ts'
import { partyAge } from './partyAge.ts'
import type { Row } from './record.ts'
import { ageOn, isHighAgeHighIllness, nominalAge } from './retiree.ts'
import {
  needsDayOfRevolution,
  revolutionaryPeriods,
  type RevolutionaryPeriod,
} from './revolution.ts'
import { serviceYears, statutoryRetirement, type OriginalAge } from './service.ts'

/** What follows from the record and is shown read-only beside it. */
export interface Derived {
  readonly birthId: string | null
  readonly age: number | null
  readonly nominalAge: number | null
  readonly lunarBirth: string | null
  readonly revolutionaryPeriod: string | null
  readonly periodNeedsDay: boolean
  readonly serviceYears: number | null
  readonly partyAge: number | null
  readonly statutoryMonth: string | null
  readonly highAgeHighIllness: boolean
}

/** Derives it for a day; a person who has died ages no further than the day of death. */
export function derivedOf(row: Row, today: string): Derived {
  const born = row.birthArchive ?? row.birthId
  const day = row.leftReason === 'deceased' ? (row.leftOn ?? today) : today
  const period = row.revolutionaryPeriod as RevolutionaryPeriod | null
  return {
    birthId: row.birthId,
    age: born ? ageOn(born, day) : null,
    nominalAge: born ? nominalAge(born, day) : null,
    lunarBirth: born?.length === 10 ? lunarText(born) : null,
    revolutionaryPeriod: period && revolutionaryPeriods[period].title,
    periodNeedsDay: row.revolutionJoin !== null && needsDayOfRevolution(row.revolutionJoin),
    serviceYears: yearsOfService(row),
    partyAge: partyAge(row.partyJoined, row.partyFull, day) ?? null,
    statutoryMonth: statutory(born, row.originalRetirementAge),
    highAgeHighIllness: born ? isHighAgeHighIllness(born, row.healthStatus, day) : false,
  }
}

function lunarText(day: string): string {
  const { month, day: dom, leap } = lunarOf(day)
  return lunarName(month, dom, leap)
}

function yearsOfService({ workStart, retiredOn, serviceBreakMonths }: Row): number | null {
  if (!workStart || !retiredOn) return null
  return serviceYears(workStart, retiredOn, serviceBreakMonths ?? 0) ?? null
}

function statutory(born: string | null, age: number | null): string | null {
  if (!born || !age) return null
  return statutoryRetirement(born, age as OriginalAge)?.month ?? null
}
