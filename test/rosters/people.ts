import { citizenIdOf } from '#src/roster/citizenId.ts'

/** An invented person of an invented region, for roster files made by tests. */
export interface MadePerson {
  name: string
  sex: '男' | '女'
  birth: readonly [year: number, month: number, day: number]
  id: string
  ethnicity: string
  category: '离休' | '退休'
  work: readonly [year: number, month: number]
  party: readonly [year: number, month: number] | undefined
  retired: readonly [year: number, month: number]
  unit: string
  rank: string
  health: string
  community: string
  address: string
  phone: string
}

export const madeUnits = ['县水务局', '县第三中学', '石坝镇人民政府', '县机械厂(已改制)', '县妇联']
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'
const given = '兰秀英国华建平淑珍福生玉梅德明㛃'

export type Random = () => number

/** The same numbers for the same seed. */
export function randomOf(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0
    return ((state ^ (state >>> 13)) >>> 0) / 0x1_0000_0000
  }
}

export function pick<T>(random: Random, list: ArrayLike<T>): T {
  return list[Math.floor(random() * list.length)] as T
}

export function madePerson(random: Random, index: number): MadePerson {
  const isOld = random() < 0.2
  const birth = [
    isOld ? 1922 + Math.floor(random() * 8) : 1938 + Math.floor(random() * 25),
    1 + Math.floor(random() * 12),
    1 + Math.floor(random() * 28),
  ] as const
  const sex = random() < 0.6 ? '男' : '女'
  const sequence = (index % 490) * 2 + (sex === '男' ? 1 : 2)
  const text = `${birth[0]}-${two(birth[1])}-${two(birth[2])}`
  const community = pick(random, ['东苑社区', '西园社区', '南关社区'])
  return {
    name: madeName(random),
    sex,
    birth,
    id: citizenIdOf(`99${String(100 + (index % 30)).padStart(4, '0')}`, text, sequence),
    ethnicity: pick(random, ['汉', '汉族', '回族', '蒙古族']),
    category: isOld ? '离休' : '退休',
    work: [isOld ? 1946 + Math.floor(random() * 3) : birth[0] + 20, 1 + Math.floor(random() * 12)],
    party: random() < 0.6 ? [birth[0] + 26, 1 + Math.floor(random() * 12)] : undefined,
    retired: [birth[0] + 60, birth[1]],
    unit: pick(random, madeUnits),
    rank: pick(random, ['正科级', '副科级', '科员', '副处级', '中级职称', '高级职称']),
    health: pick(random, ['健康', '一般', '较差', '慢性病', '生活不能自理', '']),
    community,
    address: `${community}${1 + Math.floor(random() * 40)}号楼${1 + Math.floor(random() * 5)}单元${101 + Math.floor(random() * 900)}室`,
    phone: `1${pick(random, '3456789')}${String(Math.floor(random() * 1e9)).padStart(9, '0')}`,
  }
}

function madeName(random: Random): string {
  const surname = pick(random, surnames)
  if (random() < 0.05) return `阿依古丽·${surname}${pick(random, given)}`
  const first = pick(random, given)
  return random() < 0.3 ? surname + first : surname + first + pick(random, given)
}

export function two(number: number): string {
  return String(number).padStart(2, '0')
}
