import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addDays, weekdayOf } from '#src/kernel/day.ts'
import { operations } from '#src/operations.ts'
import { useWorld } from '#test/harness/world.ts'
import { detectAlerts, detectRecent } from './detect.ts'

const world = useWorld('2026-09-30')

interface Look {
  readonly accountId: number
  readonly at: string
  readonly source?: string
  readonly subjectId?: number
  readonly outcome?: string
  readonly name?: string
  readonly operation?: string
}

async function write(looks: readonly Look[]): Promise<void> {
  const rows = looks.map((look) => ({
    account_id: look.accountId,
    at: look.at,
    source: look.source ?? '10.1.1.1',
    subject_id: look.subjectId ?? 1,
    outcome: look.outcome ?? 'looked',
    name: look.name ?? 'record.looked',
    operation: look.operation ?? 'roster.get',
  }))
  await sql`
    insert into trace (account_id, at, source, subject_id, outcome, name, operation, subject)
    select account_id, at, source, subject_id, outcome, name, operation, 'retiree'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(account_id int, at timestamptz,
      source text, subject_id bigint, outcome text, name text, operation text)`.execute(world.db)
}

/** Numbers between 0 and 1 that are the same in every run. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** A day of ordinary work: so many people between half past eight and half past five, from one desk. */
function ordinaryDay(accountId: number, day: string, people: number, random: () => number): Look[] {
  return Array.from({ length: people }, (_, at) => ({
    accountId,
    at: `${day}T${clock(510 + Math.floor(random() * 540))}:00+08:00`,
    source: `10.1.1.${accountId}`,
    subjectId: accountId * 1_000 + at,
  }))
}

const staff = 20
const firstDay = '2026-06-01'
const lastDay = '2026-09-18'
const workdays: string[] = []
for (let day = firstDay; day <= lastDay; day = addDays(day, 1))
  if (weekdayOf(day) <= 5) workdays.push(day)

async function alertsOf(day: string): Promise<string[]> {
  await detectAlerts(world.db, day, operations)
  const rows = await world.db
    .selectFrom('alert')
    .select(['rule', 'accountId'])
    .where('day', '=', day)
    .orderBy('rule')
    .orderBy('accountId')
    .execute()
  return rows.map(({ rule, accountId }) => `${rule} ${accountId}`)
}

let falseAlarms = 0

/** Each clerk has a measure of one's own, from six to forty-five people a day, with busy and quiet days. */
beforeAll(async () => {
  const random = seeded(7)
  const bell = () => (random() + random() + random() + random() - 2) * 1.2
  for (const day of workdays) {
    const looks: Look[] = []
    for (let clerk = 1; clerk <= staff; clerk++) {
      if (random() < 0.06) continue
      const people = Math.round((6 + clerk * 2) * Math.exp(bell() * 0.5))
      looks.push(...ordinaryDay(clerk, day, people, random))
      const last = looks.at(-1)
      if (last && random() < 0.3) looks.push({ ...last, outcome: 'refused', name: 'x' })
    }
    await write(looks)
    falseAlarms += (await alertsOf(day)).length
  }
})

// At most one false alert in fifty staff-days of ordinary work.
test('ordinary work raises hardly any alert', () => {
  const staffDays = workdays.length * staff
  process.stdout.write(`${falseAlarms} false alerts in ${staffDays} staff-days\n`)
  expect(falseAlarms).toBeLessThanOrEqual(staffDays / 50)
})

test('three hundred and thirty people a day are noticed on the first day', async () => {
  const day = '2026-09-21'
  await write(ordinaryDay(5, day, 330, seeded(3)))
  await write(ordinaryDay(20, day, 60, seeded(4)))
  expect(await alertsOf(day)).toEqual(['harvest 5'])
  const { detail } = await world.db
    .selectFrom('alert')
    .select('detail')
    .where('day', '=', day)
    .executeTakeFirstOrThrow()
  expect(detail).toMatchObject({ persons: 330, usual: expect.any(Number) })
})

test('a new account that takes sixty people is noticed; a printed list of them is not', async () => {
  const day = '2026-09-22'
  const list = ordinaryDay(92, day, 300, seeded(6))
  await write(ordinaryDay(91, day, 60, seeded(5)))
  await write(list.map((look) => ({ ...look, operation: downloadName() })))
  expect(await alertsOf(day)).toEqual(['harvest 91'])
})

function downloadName(): string {
  return Object.entries(operations).find(([, { kind }]) => kind === 'download')?.[0] ?? ''
}

test.each([
  ['21:59', 0],
  ['22:00', 1],
  ['23:59', 1],
])('a look at %s', async (time, count) => {
  const day = addDays('2026-01-05', time.charCodeAt(4) + time.charCodeAt(1))
  await write([{ accountId: 31, at: `${day}T${time}:00+08:00` }])
  expect(await alertsOf(day)).toHaveLength(count)
})

test('the small hours belong to their own day, and done work at night is no look', async () => {
  await write([
    { accountId: 32, at: '2026-02-02T05:59:00+08:00' },
    { accountId: 33, at: '2026-02-02T06:00:00+08:00' },
    { accountId: 34, at: '2026-02-02T23:00:00+08:00', outcome: 'done' },
  ])
  expect(await alertsOf('2026-02-02')).toEqual(['night 32'])
  expect(await alertsOf('2026-02-01')).toEqual([])
})

test('two addresses within ten minutes, also across midnight', async () => {
  const at = (accountId: number, time: string, source: string) => ({
    accountId,
    at: `2026-02-${time}:00+08:00`,
    source,
    outcome: 'done',
  })
  await write([
    at(41, '03T10:00', '10.0.0.1'),
    at(41, '03T10:10', '10.0.0.2'),
    at(42, '03T10:00', '10.0.0.1'),
    at(42, '03T10:11', '10.0.0.2'),
    at(43, '03T23:55', '10.0.0.1'),
    at(43, '04T00:04', '10.0.0.2'),
  ])
  expect(await alertsOf('2026-02-03')).toEqual(['twoPlaces 41'])
  expect(await alertsOf('2026-02-04')).toEqual(['twoPlaces 43'])
})

test('ten refusals within ten minutes; being asked for proof again is none', async () => {
  const refused = (accountId: number, every: number, name: string) =>
    Array.from({ length: 10 }, (_, at) => ({
      accountId,
      at: `2026-02-05T${clock(600 + at * every)}:00+08:00`,
      outcome: 'refused',
      name,
    }))
  await write([
    ...refused(51, 1, 'kernel.notPermitted'),
    ...refused(52, 2, 'kernel.notPermitted'),
    ...refused(53, 1, 'session.unconfirmed'),
  ])
  expect(await alertsOf('2026-02-05')).toEqual(['refusals 51'])
})

test('a protected person opened without a case', async () => {
  await write([
    { accountId: 61, at: '2026-02-06T10:00:00+08:00', outcome: 'done', name: 'vip.opened' },
  ])
  expect(await alertsOf('2026-02-06')).toEqual(['vip 61'])
})

test('a second sign-in within ten minutes on a device never used before', async () => {
  const unit = await world.org('unit')
  const ids = await Promise.all(
    Array.from({ length: 3 }, async () => (await world.actor('unitLiaison', unit)).accountId ?? 0),
  )
  const opened = (who: number, time: string, knownDevice: boolean) =>
    world.db
      .insertInto('trace')
      .values({
        at: `2026-02-09T${time}:00+08:00`,
        operation: 'session.signIn',
        outcome: 'done',
        name: 'session.opened',
        subject: 'account',
        subjectId: ids[who] ?? 0,
        detail: JSON.stringify({ knownDevice }),
      })
      .execute()
  for (const [who, first, second, known] of [
    [0, '09:00', '09:10', false],
    [1, '09:00', '09:10', true],
    [2, '09:00', '09:11', false],
  ] as const) {
    await opened(who, first, false)
    await opened(who, second, known)
  }
  expect(await alertsOf('2026-02-09')).toEqual([`twoDevices ${ids[0]}`])
})

test('looking again finds nothing new', async () => {
  expect(await detectAlerts(world.db, '2026-02-05', operations)).toBe(0)
})

test('what happened a moment ago is found without reading the day', async () => {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(
    Date.now() - 60_000,
  )
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const looks = [
    { accountId: 71, at: ago(3), source: '10.0.0.1' },
    { accountId: 71, at: ago(1), source: '10.0.0.2' },
    { accountId: 72, at: ago(30), source: '10.0.0.1' },
    { accountId: 72, at: ago(25), source: '10.0.0.2' },
  ]
  await write(looks.map((look) => ({ ...look, outcome: 'done' })))
  await detectRecent(world.db, day)
  const found = await world.db
    .selectFrom('alert')
    .select('accountId')
    .where('rule', '=', 'twoPlaces')
    .where('accountId', 'in', [71, 72])
    .execute()
  expect(found).toEqual([{ accountId: 71 }])
})
