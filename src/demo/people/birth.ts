import { addDays } from '#src/kernel/day.ts'
import { lunarBirthdayOf } from '#src/kernel/lunar.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import type { Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'

/** The number on the card, what the archive says of the birth, and the day the family keeps. */
export function birth(
  random: Random,
  who: Outline,
): Pick<Facts, 'birthArchive' | 'birthCelebrated' | 'nativePlace' | 'birthPlace'> & {
  idNumber: string
} {
  const region = 990101 + Math.floor(who.serial / 499)
  const sequence = (who.serial % 499) * 2 + (who.woman ? 2 : 1)
  return {
    idNumber: citizenIdOf(String(region), who.bornOn, sequence),
    birthArchive: archiveBirth(random, who),
    birthCelebrated: celebrated(random, who.bornOn),
    nativePlace: random.chance(0.85) ? '示范县' : '邻县',
    birthPlace: random.chance(0.7) ? '示范县' : null,
  }
}

/** The archive is often coarser than the card, and now and then says another day. */
function archiveBirth(random: Random, who: Outline): string {
  const other = random.chance(0.06) ? addDays(who.bornOn, random.between(-420, 420)) : who.bornOn
  const length = random.weighted([
    [10, who.category === 'lixiu' ? 55 : 82],
    [7, 15],
    [4, 2],
  ] as const)
  return other.slice(0, length)
}

function celebrated(random: Random, bornOn: string): string | null {
  const way = random.weighted([
    ['lunar', 42],
    ['solar', 18],
    [null, 40],
  ] as const)
  if (way === null) return null
  const [month, day] = [Number(bornOn.slice(5, 7)), Number(bornOn.slice(8))]
  const solar = { calendar: 'solar', month, day, leap: false }
  return JSON.stringify(way === 'lunar' ? lunarBirthdayOf(bornOn) : solar)
}
