import type { PoolClient } from 'pg'
import { addDays } from '#src/kernel/day.ts'
import { demoAccounts } from './accounts.ts'
import { copyRows, type Row } from './copy.ts'
import type { DemoPerson } from './person.ts'
import { randomFrom, type Random } from './random.ts'

interface Place {
  readonly people: readonly DemoPerson[]
  readonly idOf: (key: string) => number
  readonly today: string
}

interface DemoGroup {
  readonly name: string
  readonly org: string
  /** Account of the leader; a volunteer by name otherwise. */
  readonly leader: string
  readonly members: readonly string[]
  readonly takes: (person: DemoPerson) => boolean
}

const inCommunity =
  (name: string) =>
  ({ ties }: DemoPerson) =>
    ties.some(({ kind, org, to }) => kind === 'community' && org === `community:${name}` && !to)

const inUnit =
  (name: string) =>
  ({ ties }: DemoPerson) =>
    ties.some(({ kind, org, to }) => kind === 'managingUnit' && org === `unit:${name}` && !to)

const groups: readonly DemoGroup[] = [
  {
    name: '枫林社区第一联系小组',
    org: 'community:枫林社区',
    leader: 'fenglin',
    members: ['许志愿', '赵网格'],
    takes: inCommunity('枫林社区'),
  },
  {
    name: '枫林社区第二联系小组',
    org: 'community:枫林社区',
    leader: 'shuji',
    members: ['钱邻里'],
    takes: inCommunity('枫林社区'),
  },
  {
    name: '县教育局老干部联系小组',
    org: 'unit:县教育局',
    leader: 'jiaoyu',
    members: ['陶工会'],
    takes: inUnit('县教育局'),
  },
  {
    name: '离休干部联系小组',
    org: 'bureau',
    leader: 'fuwu',
    members: ['周文竹'],
    takes: ({ facts }) => facts.retirementCategory === 'lixiu',
  },
]

const most = 24

/** Some groups with their people for three months, most of them called in time; most of the county has none yet. */
export async function loadContactGroups(client: PoolClient, place: Place): Promise<void> {
  const random = randomFrom(990_125)
  const foundedOn = addDays(place.today, -95)
  await copyRows(
    client,
    'contact_group',
    groups.map(({ name, org }, index) => ({
      id: index + 1,
      orgId: place.idOf(org),
      name,
      dutyPhone: `0999-99010${10 + index}`,
      foundedOn,
      accountId: 2,
    })),
  )
  await copyRows(client, 'contact_group_member', groups.flatMap(membersOf(foundedOn)))
  const pairs = paired(place)
  await copyRows(
    client,
    'contact_group_person',
    pairs.map(({ retireeId, group }) => ({
      groupId: group + 1,
      orgId: place.idOf(groups[group]?.org ?? 'bureau'),
      retireeId,
      validFrom: foundedOn,
      accountId: 2,
    })),
  )
  await copyRows(
    client,
    'contact_record',
    pairs.flatMap(({ retireeId, group }) => callsTo(random, retireeId, group, place)),
  )
  await copyRows(
    client,
    'service_plan',
    pairs
      .filter((_, index) => index % 8 === 0)
      .map(({ retireeId }, index) => ({
        retireeId,
        kind: 'made',
        madeOn: addDays(place.today, -40 - index * 14),
        contactWish: '上午打电话，说慢一些',
        dailyLife: index % 2 ? '爱听戏，口味清淡' : '早睡早起，喜欢下棋',
        measures: index % 2 ? '{每月代取药品,换季上门打扫}' : '{陪同年度体检,加装卫生间扶手}',
        accountId: 2,
      })),
  )
  await client.query(
    `select setval(pg_get_serial_sequence('contact_group', 'id'), ${groups.length})`,
  )
}

const membersOf =
  (validFrom: string) =>
  ({ leader, members }: DemoGroup, index: number): Row[] => {
    const staffId = demoAccounts.findIndex(({ account }) => account === leader) + 1
    const name = demoAccounts[staffId - 1]?.name ?? ''
    const row = { groupId: index + 1, validFrom, accountId: 2 }
    return [
      { ...row, staffId, name, isLeader: true, phone: `199990250${10 + index}` },
      ...members.map((member, place) => ({
        ...row,
        staffId: null,
        name: member,
        isLeader: false,
        phone: `199990251${index}${place}`,
      })),
    ]
  }

/** Everyone in at most one group; the second of a community takes those whom the first has not. */
function paired({ people }: Place): { retireeId: number; group: number }[] {
  const taken = new Set<number>()
  return groups.flatMap(({ takes }, group) => {
    const mine = people.flatMap((person, index) =>
      person.facts.leftOn === null && !taken.has(index) && takes(person) ? [index] : [],
    )
    const chosen = mine.slice(0, most)
    for (const index of chosen) taken.add(index)
    return chosen.map((index) => ({ retireeId: index + 1, group }))
  })
}

const notes = [
  '近来睡眠好，天天散步',
  '腿脚不便，盼社区帮忙取药',
  '孙辈放假在家',
  '想参加老年大学书法班',
]

function callsTo(random: Random, retireeId: number, group: number, { today, idOf }: Place): Row[] {
  const account = demoAccounts.find(({ account: name }) => name === groups[group]?.leader)
  return [78, 47, 15].flatMap((ago) => {
    if (!random.chance(ago === 15 ? 0.7 : 0.95)) return []
    const contactedOn = addDays(today, -ago + random.between(-6, 6))
    const reached = random.chance(0.93)
    return [
      {
        retireeId,
        contactedOn,
        way: random.chance(0.85) ? 'phone' : 'message',
        reached,
        contactedBy: account?.name ?? '',
        note: reached && random.chance(0.3) ? random.pick(notes) : null,
        groupId: group + 1,
        accountId: 2,
        orgId: idOf(groups[group]?.org ?? 'bureau'),
      },
    ]
  })
}
