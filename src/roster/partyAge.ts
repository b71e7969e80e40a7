import { addYears, firstDay, fullYearsBetween, lastDay } from '#src/kernel/day.ts'

/**
 * 预备期 by the day of admission, as the constitutions of the Party laid it down; party age counts
 * from its end. Between 1945-04-23 and 1956-09-14 it depended on class: the table does not say.
 */
const probations: readonly { from: string; to: string; years: number | undefined }[] = [
  { from: '1921-07-01', to: '1928-06-17', years: undefined },
  { from: '1928-06-18', to: '1945-04-22', years: 0 },
  { from: '1945-04-23', to: '1956-09-14', years: undefined },
  { from: '1956-09-15', to: '1969-03-31', years: 1 },
  { from: '1969-04-01', to: '1977-08-11', years: 0 },
  { from: '1977-08-12', to: '2199-12-31', years: 1 },
]

/** Years of probation of one admitted then; undefined when the date leaves it open. */
export function probationYears(joined: string): number | undefined {
  const possible = probations.filter(
    ({ from, to }) => firstDay(joined) <= to && lastDay(joined) >= from,
  )
  return possible.length === 1 ? possible[0]?.years : undefined
}

/**
 * The partial date from which 党龄 counts: full membership where it is recorded, else admission
 * with the probation of its time. Undefined when neither tells.
 */
export function partyAgeFrom(
  joined: string | null | undefined,
  full: string | null | undefined,
): string | undefined {
  if (full) return full
  const years = joined ? probationYears(joined) : undefined
  if (!joined || years === undefined) return undefined
  return addYears(firstDay(joined), years).slice(0, joined.length)
}

/** 党龄 in completed years on a day; undefined when its beginning is not known. */
export function partyAge(
  joined: string | null | undefined,
  full: string | null | undefined,
  day: string,
): number | undefined {
  const from = partyAgeFrom(joined, full)
  return from === undefined ? undefined : Math.max(0, fullYearsBetween(from, day))
}

/**
 * 「光荣在党50年」: fifty years of party age by 1 July of the year, and alive on that day. A member
 * whose membership is suspended is no candidate.
 */
export function isMedalCandidate(
  member: {
    readonly partyJoined?: string | null | undefined
    readonly partyFull?: string | null | undefined
    readonly membershipState?: string | null | undefined
    readonly diedOn?: string | null | undefined
  },
  year: number,
): boolean {
  const day = `${year}-07-01`
  if (member.membershipState === 'suspended') return false
  if (member.diedOn && lastDay(member.diedOn) < day) return false
  return (partyAge(member.partyJoined, member.partyFull, day) ?? 0) >= 50
}
