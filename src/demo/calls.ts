import type { PoolClient } from 'pg'
import type { CallSource, Closing } from '#src/calls/call.ts'
import { addDays } from '#src/kernel/day.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { copyRows, type Row } from './copy.ts'
import type { DemoPerson } from './person.ts'
import { randomFrom, type Random } from './random.ts'

interface Place {
  readonly people: readonly DemoPerson[]
  readonly deskId: number
  readonly today: string
  readonly vault: Vault
}

/** Accounts of the demo county, in the order of `demoAccounts`. */
const [director, clerk, second] = [1, 2, 3]
const results = [
  '已请社区医生上门，服药后平稳。',
  '家中停水，已联系维修。',
  '代约次日就诊，家属陪同。',
]

/**
 * Half a year of calls: most of them answered and helped, some pressed by mistake, two drills; two
 * devices; and a duty roster of two weeks with a hole in it.
 */
export async function loadCalls(client: PoolClient, place: Place): Promise<void> {
  const random = randomFrom(990_126)
  const calls = moments(random, place.today).map((from, index) =>
    demoCall(random, place, index + 1, from),
  )
  await copyRows(client, 'call_device', devices(place))
  await copyRows(client, 'call_device_person', [{ deviceId: 1, retireeId: someone(random, place) }])
  await copyRows(client, 'call', calls)
  await copyRows(client, 'call_step', calls.flatMap(stepsOf))
  await copyRows(client, 'call_shift', shifts(place))
  for (const table of ['call', 'call_device'])
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
    )
}

function someone(random: Random, { people }: Place): number {
  for (;;) {
    const at = random.between(0, people.length - 1)
    if (people[at]?.facts.leftOn === null) return at + 1
  }
}

function devices({ deskId, today, vault }: Place): Row[] {
  return [
    ['SN-990001', '床头呼叫器', 'hmac-sm3'],
    ['SN-990002', '腕式呼叫器（待安装）', 'hmac-sha256'],
  ].map(([code = '', name = '', algorithm = ''], index) => ({
    id: index + 1,
    code,
    name,
    orgId: deskId,
    algorithm,
    secret: JSON.stringify(
      sealedText(vault, `call_device.secret.${index + 1}`, `demo-${code}`.padEnd(43, 'x')),
    ),
    registeredAt: `${addDays(today, -190)}T09:00:00+08:00`,
    accountId: clerk,
  }))
}

/** When somebody called, in order. */
function moments(random: Random, today: string): number[] {
  const each = Array.from({ length: 46 }, () => {
    const day = Date.parse(`${addDays(today, -random.between(1, 180))}T00:00:00+08:00`)
    return day + random.between(0, 86_399) * 1_000
  })
  return each.sort((a, b) => a - b)
}

function demoCall(random: Random, place: Place, id: number, from: number): Row {
  const { deskId, vault } = place
  const hour = Math.floor((from / 3_600_000 + 8) % 24)
  const isDrill = id % 23 === 0
  const closing: Closing = isDrill ? 'drill' : id % 6 === 0 ? 'accidental' : 'helped'
  const taken = from + random.between(6, hour < 8 ? 150 : 45) * 1_000
  const helped = closing === 'helped'
  const sent = helped && random.chance(0.6) ? taken + random.between(20, 200) * 1_000 : null
  const there = sent && sent + random.between(240, 1_500) * 1_000
  const ended = (there ?? taken) + random.between(60, 2_400) * 1_000
  const source = random.weighted<CallSource>([
    ['device', 5],
    ['page', 3],
    ['phone', 2],
  ])
  const presses = random.chance(0.3) ? random.between(2, 5) : 1
  const result = sealedText(vault, `call.result.${id}`, random.pick(results))
  return {
    id,
    deskId,
    retireeId: someone(random, place),
    deviceId: null,
    source: isDrill ? 'desk' : source,
    isDrill,
    presses,
    lastPressAt: at(from + (presses - 1) * 4_000),
    receivedAt: at(from),
    shownAt: at(from + random.between(300, 900)),
    acknowledgedAt: at(taken),
    acknowledgedBy: random.chance(0.6) ? clerk : second,
    dispatchedAt: sent === null ? null : at(sent),
    arrivedAt: there === null ? null : at(there),
    closedAt: at(ended),
    closedBy: clerk,
    state: 'closed',
    closing,
    result: helped ? JSON.stringify(result) : null,
    level: taken - from > 30_000 ? 2 : 1,
  }
}

const at = (moment: number) => new Date(moment).toISOString()

function stepsOf(call: Row): Row[] {
  const { id = 0, acknowledgedBy = null, level = 1 } = call
  const step = (
    kind: string,
    moment: Row[string] | undefined,
    accountId: Row[string] = null,
  ): Row[] => (moment ? [{ callId: id, kind, at: moment, accountId, level: null, told: [] }] : [])
  const climbed = Date.parse(String(call['receivedAt'])) + 30_000
  return [
    ...step('received', call['receivedAt']),
    ...(level === 2
      ? [
          {
            callId: id,
            kind: 'escalated',
            at: at(climbed),
            accountId: null,
            level: 1,
            told: [String(second)],
          },
        ]
      : []),
    ...step('acknowledged', call['acknowledgedAt'], acknowledgedBy),
    ...step('dispatched', call['dispatchedAt'], acknowledgedBy),
    ...step('arrived', call['arrivedAt'], acknowledgedBy),
    ...step('closed', call['closedAt'], acknowledgedBy),
  ]
}

/** Two weeks; the second Sunday night has nobody. */
function shifts({ deskId, today }: Place): Row[] {
  const places = [
    ['first', clerk, second],
    ['second', second, clerk],
    ['leader', director, director],
  ] as const
  return Array.from({ length: 14 }, (_, ahead) => addDays(today, ahead - 1)).flatMap(
    (onDay, index) =>
      (['day', 'night'] as const).flatMap((part) =>
        index === 10 && part === 'night'
          ? []
          : places.map(([place, even, odd]) => ({
              orgId: deskId,
              onDay,
              part,
              place,
              accountId: (index % 2 === 0 ? even : odd) ?? 0,
              setAt: `${addDays(today, -7)}T10:00:00+08:00`,
              setBy: clerk,
            })),
      ),
  )
}
