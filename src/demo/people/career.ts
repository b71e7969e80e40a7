import { revolutionaryPeriodOf } from '#src/roster/revolution.ts'
import { addMonths, dayNumber } from '#src/kernel/day.ts'
import type { Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'

type Career = Pick<
  Facts,
  | 'workStart'
  | 'revolutionJoin'
  | 'revolutionaryPeriod'
  | 'originalRetirementAge'
  | 'retiredOn'
  | 'retirementApprovalNo'
  | 'retirementNature'
  | 'serviceBreakMonths'
  | 'isMilitaryTransfer'
>

/** Joining, working and leaving, each as exactly as an archive of its time would say. */
export function career(random: Random, who: Outline): Career {
  const lixiu = who.category === 'lixiu'
  const joined = who.joinedOn.slice(0, lixiu ? lengthOfJoining(random, who.joinedOn) : 7)
  const year = who.retiredOn.slice(0, 4)
  return {
    workStart: random.chance(0.04) ? joined.slice(0, 4) : joined,
    revolutionJoin: lixiu ? joined : null,
    revolutionaryPeriod: lixiu ? (revolutionaryPeriodOf(joined) ?? null) : null,
    originalRetirementAge: who.originalAge,
    retiredOn: who.retiredOn.slice(
      0,
      random.weighted([
        [7, 80],
        [10, 17],
        [4, year < '2000' ? 3 : 0],
      ] as const),
    ),
    retirementApprovalNo: `示老干〔${year}〕${random.between(1, 96)}号`,
    retirementNature: lixiu ? '1' : natureOf(random, who),
    serviceBreakMonths: random.chance(0.03) ? random.between(2, 30) : 0,
    isMilitaryTransfer: !who.woman && random.chance(0.16),
  }
}

/** In 1937-07 and 1945-09 a period ends within the month, so the archive there names the day. */
function lengthOfJoining(random: Random, joinedOn: string): number {
  const month = joinedOn.slice(0, 7)
  if (month === '1937-07' || month === '1945-09') return 10
  return random.weighted([
    [7, 65],
    [10, 35],
  ] as const)
}

/** GB/T 14946.1 A.62: 2 退休, 4 因病, 7 满三十年, 8 距退休不足五年, 9 其他提前. */
function natureOf(random: Random, who: Outline): string {
  const full = addMonths(who.bornOn, who.originalAge * 12)
  if (dayNumber(who.retiredOn) >= dayNumber(full) - 45) return '2'
  return random.weighted([
    ['4', 3],
    ['7', 4],
    ['8', 2],
    ['9', 1],
  ] as const)
}
