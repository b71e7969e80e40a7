import { addDays, addYears } from '#src/kernel/day.ts'
import { birthOfCitizenId } from '#src/roster/citizenId.ts'
import { namePinyin } from '#src/roster/pinyin.ts'
import { inventName, rareName } from '../names.ts'
import type { County } from '../orgs/county.ts'
import type { DemoPerson, Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'
import { birth } from './birth.ts'
import { career } from './career.ts'
import { circumstances } from './circumstances.ts'
import { family } from './family.ts'
import { health } from './health.ts'
import { honours } from './honours.ts'
import { home } from './home.ts'
import { membership } from './membership.ts'
import { dayBetween, outline, type Slot } from './outline.ts'
import { standing } from './standing.ts'
import { lacks, ties } from './ties.ts'

/** One invented person with everything that the register knows of a real one. */
export function inventPerson(
  random: Random,
  today: string,
  county: County,
  slot: Slot,
  branchOf: (who: Outline) => string,
): DemoPerson {
  const who = outline(random, today, county, slot)
  const registeredOn = registration(random, who, today)
  const checks = verifications(random, registeredOn, who.until)
  const facts = factsOf(random, who, registeredOn, checks.at(-1) ?? null)
  return {
    facts,
    verifications: checks,
    ties: ties(random, who, facts, county.communities, branchOf),
    tags: circumstances(random, who, facts),
    contacts: family(random, who, facts),
  }
}

function factsOf(
  random: Random,
  who: Outline,
  registeredOn: string,
  verifiedOn: string | null,
): Facts {
  const fullName = nameOf(random, who)
  const born = birth(random, who)
  const work = career(random, who)
  const fares = health(random, who)
  const member = membership(random, who, fares)
  return {
    fileNo: `SF-${String(who.serial).padStart(4, '0')}`,
    fullName,
    formerName: null,
    gender: who.woman ? '2' : '1',
    idType: 'citizenId',
    ...namePinyin(fullName),
    birthId: birthOfCitizenId(born.idNumber) ?? null,
    ...born,
    ethnicity: who.ethnicity,
    retirementCategory: who.category,
    countsInStatistics: true,
    ...work,
    ...standing(random, who),
    ...home(random, who),
    ...fares,
    ...member,
    honours: honours(random, who, member.partyFull),
    ...pastimes(random),
    remark: null,
    registeredOn,
    verifiedOn,
    diedOn: who.diedOn,
    leftOn: who.diedOn,
    leftReason: who.diedOn && 'deceased',
  }
}

function nameOf(random: Random, who: Outline): string {
  if (who.serial % 97 === 1) return rareName(random, Math.floor(who.serial / 97))
  return inventName(random, who.woman, Number(who.bornOn.slice(0, 4)), who.ethnicity)
}

const skills = [
  '书法',
  '国画',
  '摄影',
  '二胡',
  '合唱',
  '农业技术',
  '教学',
  '医疗保健',
  '财会',
  '法律',
  '写作',
]
const interests = ['读书看报', '太极拳', '门球', '象棋', '种花', '钓鱼', '舞蹈', '戏曲', '散步']

function pastimes(
  random: Random,
): Pick<Facts, 'skills' | 'interests' | 'willingToContribute' | 'dietaryPreference'> {
  return {
    skills: random.chance(0.3) ? random.pick(skills) : null,
    interests: random.chance(0.45) ? random.pick(interests) : null,
    willingToContribute: random.chance(0.25),
    dietaryPreference: random.chance(0.08) ? random.pick(['低盐', '低糖', '软食']) : null,
  }
}

/** The register was set up three years ago within ten weeks; those who retired since came soon after. */
function registration(random: Random, who: Outline, today: string): string {
  const opened = addYears(today, -3)
  if (Object.values(lacks).some((isSo) => isSo(who))) {
    const lately = addDays(who.until, -random.between(8, 40))
    return lately > who.retiredOn ? lately : who.until
  }
  if (who.retiredOn <= opened) return dayBetween(random, opened, addDays(opened, 70))
  const soon = addDays(who.retiredOn, random.between(1, 20))
  return soon < who.until ? soon : who.until
}

/** The days of the yearly campaign (March to June) on which the record was checked. */
function verifications(random: Random, registeredOn: string, until: string): string[] {
  const years = [3, 2, 1, 0].map((ago) => Number(until.slice(0, 4)) - ago)
  return years.flatMap((year) => {
    const on = dayBetween(random, `${year}-03-01`, `${year}-06-30`)
    const done = random.chance(year === years.at(-1) ? 0.99 : 1)
    return done && addDays(registeredOn, 60) < on && on <= until ? [on] : []
  })
}
