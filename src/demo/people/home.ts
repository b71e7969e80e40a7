import { region } from '../orgs/places.ts'
import type { Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'
import { ageAt } from './health.ts'

type Home = Pick<
  Facts,
  | 'maritalStatus'
  | 'livingArrangement'
  | 'householdRegion'
  | 'householdAddress'
  | 'residenceRegion'
  | 'residenceAddress'
  | 'livesElsewhere'
  | 'seasonalStays'
  | 'resettlement'
  | 'resettlementPlace'
  | 'mobile'
  | 'landline'
  | 'otherPhones'
>

const roads = ['长青路', '金桂路', '银杏街', '重阳路', '菊香巷', '南山路', '松鹤街', '晚晴路']
const elsewhere = ['省城', '邻市', '南方沿海城市']

/** Where the person lives, with whom, and how to ring them up. */
export function home(random: Random, who: Outline): Home {
  const age = ageAt(who)
  const widowed = random.chance(age < 65 ? 0.05 : age < 80 ? 0.2 : age < 90 ? 0.45 : 0.72)
  const away = random.chance(0.04)
  const address = addressIn(random, who)
  const number = String(who.serial).padStart(4, '0')
  return {
    maritalStatus: widowed
      ? '30'
      : random.weighted([
          ['20', 93],
          ['22', 3],
          ['40', 3],
          ['10', 1],
        ] as const),
    livingArrangement: arrangement(random, age, widowed),
    householdRegion: region.name,
    householdAddress: address,
    residenceRegion: away ? random.pick(elsewhere) : region.name,
    residenceAddress: away ? null : random.chance(0.85) ? address : addressIn(random, who),
    livesElsewhere: away,
    seasonalStays: stays(random, age, who.until),
    resettlement: away && random.chance(0.3) ? 'elsewhere' : 'local',
    resettlementPlace: null,
    mobile: random.chance(0.96) ? `1999900${number}` : null,
    landline: random.chance(0.22) ? `0999-990${number}` : null,
    otherPhones: null,
  }
}

function addressIn(random: Random, who: Outline): string {
  const road = `${random.pick(roads)}${random.between(1, 180)}号`
  const flat = `${random.between(1, 18)}栋${random.between(1, 4)}单元${random.between(1, 6)}0${random.between(1, 4)}室`
  return `${region.name}${who.community.name}${road}${who.community.name.endsWith('村') ? '' : flat}`
}

function arrangement(random: Random, age: number, widowed: boolean): string {
  if (widowed)
    return random.weighted<string>([
      ['withChildren', age < 80 ? 45 : 52],
      ['livingAlone', age < 90 ? 38 : 16],
      ['withCarer', age < 80 ? 3 : 20],
      ['institution', age < 80 ? 2 : 12],
    ])
  return random.weighted<string>([
    ['withSpouse', 62],
    ['withChildren', 20],
    ['emptyNest', age < 65 ? 6 : 17],
    ['withCarer', age < 85 ? 1 : 9],
  ])
}

function stays(random: Random, age: number, until: string): string | null {
  if (age > 82 || !random.chance(0.05)) return null
  const year = Number(until.slice(0, 4)) - 1
  return JSON.stringify([{ place: '南方沿海城市', from: `${year}-11`, to: `${year + 1}-04` }])
}
