import { addMonths, addYears } from '#src/kernel/day.ts'
import type { Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'
import { dayBetween } from './outline.ts'

type Membership = Pick<
  Facts,
  | 'politicalStatus'
  | 'partyJoined'
  | 'partyFull'
  | 'partyPost'
  | 'duesBaseFen'
  | 'participationMode'
  | 'membershipState'
>

const outside: Membership = {
  politicalStatus: '13',
  partyJoined: null,
  partyFull: null,
  partyPost: null,
  duesBaseFen: null,
  participationMode: null,
  membershipState: null,
}

/** Membership with dates that obey the probation in force when the person joined. */
export function membership(
  random: Random,
  who: Outline,
  { selfCareLevel, monthlyPensionFen }: Pick<Facts, 'selfCareLevel' | 'monthlyPensionFen'>,
): Membership {
  if (!who.isMember)
    return {
      ...outside,
      politicalStatus: random.weighted([
        ['13', 93],
        ['05', 2],
        ['07', 1],
        ['08', 1],
        ['10', 1],
        ['12', 2],
      ] as const),
    }
  const joined = joinedParty(random, who)
  const length = random.weighted([
    [10, 55],
    [7, 45],
  ] as const)
  return {
    politicalStatus: '01',
    partyJoined: joined.slice(0, length),
    partyFull: addMonths(joined, probationMonths(joined)).slice(0, length),
    partyPost: random.chance(0.03) ? random.pick(['支部委员', '党小组长']) : null,
    duesBaseFen: monthlyPensionFen,
    participationMode:
      selfCareLevel === '4' ? 'exempt' : selfCareLevel === '3' ? 'homeStudy' : 'normal',
    membershipState: random.weighted([
      ['normal', 985],
      ['floating', 11],
      ['lostContact', 4],
    ] as const),
  }
}

function joinedParty(random: Random, who: Outline): string {
  const from = addYears(who.bornOn, 18)
  const first = from > who.joinedOn ? from : who.joinedOn
  const last = addYears(who.retiredOn, -2)
  const late = addYears(first, 22)
  return dayBetween(random, addMonths(first, 6), late < last ? late : last)
}

/** No probation up to 1945-04-22 and from 1969-04-01 to 1977-08-11; half a year up to 1956-09-14. */
function probationMonths(joined: string): number {
  if (joined < '1945-04-23') return 0
  if (joined < '1956-09-15') return 6
  return joined >= '1969-04-01' && joined <= '1977-08-11' ? 0 : 12
}
