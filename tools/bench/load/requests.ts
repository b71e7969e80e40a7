import { randomFrom } from '#src/demo/random.ts'

export type Action = 'page' | 'list' | 'record' | 'update' | 'create' | 'bare'

/** People and organisations that the load is aimed at. */
export interface Target {
  /** The organisation whose subtree is listed. */
  readonly orgId: number
  readonly firstId: number
  readonly lastId: number
  readonly unitId: number
  readonly communityId: number
  readonly homeId: number
}

export interface RequestPlan {
  readonly way: 'http'
  readonly action: Action
  readonly port: number
  readonly cookie: string
  readonly target: Target
}

export interface Request {
  readonly path: string
  readonly body: string
  answered?(body: string): void
}

const random = randomFrom(1)
const versions = new Map<number, number>()
let turn = 0

const searched = ['国', '建', '玉', '秀', '华', '明', '军', '英', '兰', '海']

/** A filter like those that clerks use: a subtree, part of a name, a span of ages. */
export function someFilter(target: Target) {
  const ageFrom = 60 + random.between(0, 15)
  return { orgId: target.orgId, text: random.pick(searched), ageFrom, ageTo: ageFrom + 12 }
}

export function somePerson(target: Target): number {
  return random.between(target.firstId, target.lastId)
}

/** As many people as one clerk may open in a day, from the whole table. */
const openedADay = 140

function openedPerson({ firstId, lastId }: Target): number {
  const step = Math.max(1, Math.floor((lastId - firstId + 1) / openedADay))
  const last = Math.min(openedADay - 1, lastId - firstId)
  return firstId + step * random.between(0, last)
}

/** People one after the other, so that no two clients change the same one at once. */
export function nextPerson(target: Target): number {
  turn += 1
  return target.firstId + (turn % (target.lastId - target.firstId + 1))
}

/** A name that nobody bears yet: three characters out of a wide range, by turn. */
export function freshName(number: number): string {
  const first = 0x4e00 + (number % 20_000)
  const second = 0x4e00 + ((number * 7919) % 20_000)
  return `褚${String.fromCharCode(first, second)}`
}

export function freshNumber(): number {
  turn += 1
  return turn
}

const makers: Readonly<Record<Action, (target: Target) => Request>> = {
  bare: () => ({ path: '/api/bare', body: '{"id":1}' }),
  page: () => ({ path: '/api/roster.list', body: '{"limit":50}' }),
  list: (target) => ({
    path: '/api/roster.list',
    body: JSON.stringify({ filters: someFilter(target), limit: 50 }),
  }),
  record: (target) => ({ path: '/api/roster.get', body: `{"id":${openedPerson(target)}}` }),
  update: updateRequest,
  create: createRequest,
}

export function requestsOf({ action, target }: RequestPlan): () => Request {
  return () => makers[action](target)
}

function updateRequest(target: Target): Request {
  const id = nextPerson(target)
  const version = versions.get(id) ?? 1
  const changes = { residenceAddress: `桑榆街道晚晴社区重阳路${turn}号` }
  return {
    path: '/api/roster.amend',
    body: JSON.stringify({ id, version, changes }),
    answered: () => void versions.set(id, version + 1),
  }
}

function createRequest(target: Target): Request {
  const number = freshNumber()
  const values = {
    fullName: freshName(number),
    gender: '1',
    birthArchive: `19${40 + (number % 25)}-0${1 + (number % 9)}-${10 + (number % 18)}`,
    retirementCategory: 'tuixiu',
    mobile: `197${String(number).padStart(8, '0')}`,
  }
  const ties = {
    formerUnit: target.unitId,
    managingUnit: target.unitId,
    community: target.communityId,
  }
  return { path: '/api/roster.register', body: JSON.stringify({ values, ties }) }
}
