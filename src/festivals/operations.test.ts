import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { capitalsOf } from '#src/kernel/money.ts'
import { readPdf } from '#test/pdf-text.ts'
import { agree } from '#test/harness/approved.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2027-01-18')

const standards = [
  { title: '离休干部', category: 'lixiu', amountFen: 200_000, gift: '米、油各一' },
  { title: '90 岁以上', minAge: 90, amountFen: 120_000 },
  { title: '退休干部', category: 'tuixiu', amountFen: 60_000 },
]
const round = {
  kind: 'springFestival',
  name: '2027 年春节慰问',
  cutOffOn: '2027-01-15',
  fromOn: '2027-01-18',
  dueOn: '2027-02-05',
  standards,
}

async function county() {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region, name: '示范县老干部局' })
  const unit = await world.org('unit', { parentId: region, name: '示范县水务局' })
  const other = await world.org('unit', { parentId: region, name: '示范县教育局' })
  const clerk = await world.actor('bureauClerk', homeId)
  const director = await world.actor('bureauDirector', homeId)
  const liaison = await world.actor('unitLiaison', unit)
  const person = (fullName: string, more: object = {}) =>
    world.retiree({ fullName, homeId, managingUnit: unit, birthArchive: '1945-05-01', ...more })
  return { region, homeId, unit, other, clerk, director, liaison, person }
}
type County = Awaited<ReturnType<typeof county>>

const died = { version: 1, diedOn: '2027-01-17', reportedBy: '长子' }

async function couple({ person, clerk }: County): Promise<[number, number]> {
  const address = '示范县银杏街 8 号'
  const he = await person('赵铁山', { gender: '1', residenceAddress: address })
  const she = await person('钱玉兰', { gender: '2', residenceAddress: address })
  await world.do(clerk, 'roster.saveContact', { id: he, name: '钱玉兰', relation: '10' })
  return [he, she]
}

const signatures = (of: { body: Uint8Array }) =>
  readPdf(of.body).map(({ text }) => text.replaceAll('\n', ''))

test('a county of 2,155 people: standard × head count is the sum of the signature list', async () => {
  const { homeId, unit, clerk, director } = await county()
  await sql`insert into retiree (full_name, name_pinyin, birth_archive,
      retirement_category, registered_on, home_id)
    select '甲' || n, 'jia' || lpad(n::text, 5, '0'), (1930 + n % 35) || '-03-01',
      case when n <= 55 then 'lixiu' else 'tuixiu' end,
      '2020-01-01', ${homeId}
    from generate_series(1, 2155) n`.execute(world.db)
  await sql`insert into tie (retiree_id, kind, org_id, valid_from, recorded_on)
    select id, 'managingUnit', ${unit}, '2020-01-01', '2020-01-01' from retiree
    where home_id = ${homeId}`.execute(world.db)
  await sql`select refresh_reach(array(select id from retiree where home_id = ${homeId}))`.execute(
    world.db,
  )
  const opened = await world.do(clerk, 'festivals.open', { ...round, budgetFen: 200_000_000 })
  expect(opened.people).toBe(2155)
  const page = await world.do(clerk, 'festivals.get', { id: opened.id })
  const reckoned = page.standards.map((row: { amountFen: number; people: number }) => {
    return row.amountFen * row.people
  })
  const total = reckoned.reduce((sum: number, fen: number) => sum + fen, 0)
  expect(page).toMatchObject({ people: 2155, owedFen: total, rest: 2155, paidFen: 0 })
  expect(opened.totalFen).toBe(total)
  expect(page.standards[0]).toMatchObject({ title: '离休干部', people: 55, owedFen: 11_000_000 })

  await expect(
    world.do(clerk, 'festivals.printSignatures', { id: opened.id }),
  ).rejects.toMatchObject({ code: 'exports.needsApproval' })
  const columns = ['fullName', 'retirementCategory', 'managingUnit']
  const { approvalId } = await world.do(clerk, 'exports.request', {
    source: { from: 'snapshot', id: page.snapshotId },
    columns,
    format: 'pdf',
    purpose: 'visit',
  })
  await agree(world, director, approvalId)
  const pages = signatures(await world.do(clerk, 'festivals.printSignatures', { id: opened.id }))
  const printed = [...pages.join('').matchAll(/(2,000|1,200|600)\.00(?=贰仟|壹仟|陆佰)/g)]
  const sum = printed.reduce((fen, [, yuan = '']) => fen + Number(yuan.replace(',', '')) * 100, 0)
  expect(printed).toHaveLength(2155)
  expect(sum).toBe(total)
  expect(pages.at(-1)).toContain(capitalsOf(total))
})

test('a couple is one household and goes on one route, though only one was chosen', async () => {
  const place = await county()
  const [he, she] = await couple(place)
  const alone = await place.person('孙大海')
  const { clerk } = place
  const { id } = await world.do(clerk, 'festivals.open', round)
  expect(await world.do(clerk, 'festivals.get', { id })).toMatchObject({ people: 3, households: 2 })
  const route = { id, leader: '周局长', goingOn: '2027-01-25' }
  const made = await world.do(clerk, 'festivals.addRoute', {
    ...route,
    name: '城东线',
    people: { by: 'people', retireeIds: [she] },
  })
  expect(made.people).toBe(2)
  const on = await world.do(clerk, 'festivals.people', { id, routeId: made.routeId })
  expect(on.rows.map((row: { retireeId: number }) => row.retireeId).sort()).toEqual(
    [he, she].sort(),
  )
  expect(on.rows[0].together).toBeTruthy()
  const again = { ...route, name: '城西线', people: { by: 'people', retireeIds: [he] } }
  await expect(world.do(clerk, 'festivals.addRoute', again)).rejects.toMatchObject({
    code: 'festivals.nobodyLeft',
  })
  const rest = { ...route, name: '水务线', people: { by: 'unit', orgId: place.unit } }
  expect(await world.do(clerk, 'festivals.addRoute', rest)).toMatchObject({ people: 1 })
  const briefs = await world.do(clerk, 'festivals.printBriefs', { id, routeId: made.routeId })
  const pages = signatures(briefs)
  expect(pages).toHaveLength(3)
  expect(pages[0]).toContain('银杏街')
  expect(pages[0]).not.toContain('孙大海')
  expect(alone).toBeGreaterThan(0)
})

test('what was delivered is a visit that closes the duty, and nobody is left without a result', async () => {
  const { clerk, liaison, person } = await county()
  const [first, second, third] = [await person('甲'), await person('乙'), await person('丙')]
  await world.do(clerk, 'roster.amend', {
    id: third,
    version: 1,
    changes: { livesElsewhere: true },
  })
  const { id } = await world.do(clerk, 'festivals.open', { ...round, budgetFen: 200_000 })
  const record = (more: object) =>
    world.do(liaison, 'festivals.record', { id, happenedOn: '2027-01-18', ...more })
  await expect(record({ retireeIds: [first], result: 'delivered' })).rejects.toMatchObject({
    issues: [{ field: 'visitors' }],
  })
  const visit = { result: 'delivered', visitors: '周局长' }
  expect(await record({ retireeIds: [first], ...visit })).toEqual({ recorded: 1, visited: 1 })
  expect(await record({ retireeIds: [first], ...visit })).toEqual({ recorded: 1, visited: 0 })
  const made = await world.do(liaison, 'visits.list', { retireeId: first })
  expect(made).toHaveLength(1)
  expect(made[0].reasons).toEqual(['springFestival'])
  await expect(record({ retireeIds: [first], result: 'returned' })).rejects.toMatchObject({
    code: 'festivals.wasVisited',
  })

  await world.do(clerk, 'roster.recordDeath', { id: second, ...died })
  expect((await world.do(clerk, 'festivals.get', { id })).exceptions).toEqual({
    died: 1,
    elsewhere: 1,
  })
  await expect(record({ retireeIds: [second], ...visit })).rejects.toMatchObject({
    issues: [{ field: 'result' }],
  })
  await expect(world.do(clerk, 'festivals.close', { id })).rejects.toMatchObject({
    message: expect.stringContaining('还有 2 人'),
  })
  await record({ retireeIds: [second], result: 'toSurvivor' })
  await record({ retireeIds: [third], result: 'returned', note: '本人不在国内' })
  expect(await world.do(clerk, 'festivals.get', { id })).toMatchObject({
    owedFen: 180_000,
    paidFen: 120_000,
    returnedFen: 60_000,
    rest: 0,
    results: { delivered: 1, toSurvivor: 1, returned: 1 },
  })
  await world.do(clerk, 'festivals.close', { id })
  await expect(record({ retireeIds: [third], result: 'sent' })).rejects.toMatchObject({
    code: 'festivals.closed',
  })
})

test('who was not on the register on the cut-off day is not on the list, who died since is', async () => {
  const { clerk, person } = await county()
  await person('早已去世', { leftOn: '2027-01-10', leftReason: 'deceased', diedOn: '2027-01-10' })
  await person('后来登记', { registeredOn: '2027-01-17' })
  const late = await person('刚去世')
  await world.do(clerk, 'roster.recordDeath', { id: late, ...died })
  const { id, people } = await world.do(clerk, 'festivals.open', round)
  expect(people).toBe(1)
  const listed = await world.do(clerk, 'festivals.people', { id, exception: 'died' })
  expect(listed.rows).toMatchObject([{ fullName: '刚去世', exception: 'died' }])
})

test('nobody is forgotten for want of a standard', async () => {
  const { clerk, person } = await county()
  await person('李退职', { retirementCategory: 'resignedWithPension' })
  await expect(world.do(clerk, 'festivals.open', round)).rejects.toMatchObject({
    code: 'festivals.noStandard',
    message: expect.stringContaining('李退职'),
  })
})

test('a unit sees its own people of the round and no others', async () => {
  const { clerk, liaison, other, person } = await county()
  await person('自己人')
  await person('别家人', { managingUnit: other })
  const { id } = await world.do(clerk, 'festivals.open', round)
  const { total, rows } = await world.do(liaison, 'festivals.people', { id })
  expect([total, rows[0].fullName]).toEqual([1, '自己人'])
  expect((await world.do(liaison, 'festivals.list', {}))[0]).toMatchObject({ people: 1 })
  const stranger = await county()
  await expect(world.do(stranger.clerk, 'festivals.get', { id })).rejects.toMatchObject({
    kind: 'missing',
  })
})

test('greetings go to each living person once, a letter to each household once', async () => {
  const place = await county()
  const { clerk, person } = place
  const [he, she] = await couple(place)
  const mobile = '19999000001'
  for (const name of ['有电话', '已去世']) await person(name, { mobile })
  const { id } = await world.do(clerk, 'festivals.open', round)
  const people = await world.do(clerk, 'festivals.people', { id, text: '已去世' })
  await world.do(clerk, 'roster.recordDeath', { id: people.rows[0].retireeId, ...died })
  const sms = await world.do(clerk, 'festivals.greet', { id, channel: 'sms' })
  expect(sms.queued).toBe(1)
  expect(sms.unreachable.toSorted()).toEqual(['赵铁山', '钱玉兰'].toSorted())
  expect((await world.do(clerk, 'festivals.greet', { id, channel: 'sms' })).queued).toBe(0)
  const letters = await world.do(clerk, 'festivals.greet', { id, channel: 'letter' })
  expect(letters.queued).toBe(1)
  const sent = await world.db
    .selectFrom('message')
    .select(['retireeId', 'channel'])
    .where('aboutSubject', '=', 'festival')
    .where('aboutId', '=', id)
    .execute()
  expect(sent.filter(({ channel }) => channel === 'letter')).toHaveLength(1)
  expect([he, she]).toContain(sent.find(({ channel }) => channel === 'letter')?.retireeId)
})
