import { addDays } from '#src/kernel/day.ts'
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
import { home } from './home.ts'
import { membership } from './membership.ts'
import { dayBetween, outline, type Slot } from './outline.ts'
import { standing } from './standing.ts'
import { ties } from './ties.ts'

/** One invented person with everything that the register knows of a real one. */
export function inventPerson(
  random: Random,
  today: string,
  county: County,
  slot: Slot,
  branchOf: (who: Outline) => string,
): DemoPerson {
  const who = outline(random, today, county, slot)
  const facts = factsOf(random, who)
  return {
    facts,
    ties: ties(random, who, facts, county.communities, branchOf),
    tags: circumstances(random, who, facts),
    contacts: family(random, who, facts),
  }
}

function factsOf(random: Random, who: Outline): Facts {
  const fullName = nameOf(random, who)
  const registeredOn = registration(random, who)
  const born = birth(random, who)
  const work = career(random, who)
  const fares = health(random, who)
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
    ...membership(random, who, fares),
    ...pastimes(random),
    remark: null,
    registeredOn,
    verifiedOn: verification(random, who, registeredOn),
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

/** The register was set up in the autumn of 2021; those who retired since came soon after. */
function registration(random: Random, who: Outline): string {
  if (who.retiredOn < '2021-10-01') return dayBetween(random, '2021-10-08', '2021-12-20')
  const soon = addDays(who.retiredOn, random.between(1, 20))
  return soon < who.until ? soon : who.until
}

/** Most were verified within the year, some are overdue, the newest not yet. */
function verification(random: Random, who: Outline, registeredOn: string): string | null {
  const ago = random.chance(0.86) ? random.between(4, 350) : random.between(366, 720)
  const on = addDays(who.until, -ago)
  return on > registeredOn ? on : null
}
