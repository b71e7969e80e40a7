import { expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { agree } from '../harness/approved.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()

// Ways round a mask, a purpose or a second person that lie between the parts.

async function county(parentId?: number) {
  const region = await world.org('region', parentId === undefined ? {} : { parentId })
  const bureau = await world.org('bureau', { parentId: region })
  const branch = await world.org('branch', { parentId: region })
  return {
    region,
    bureau,
    branch,
    clerk: await world.actor('bureauClerk', bureau),
    director: await world.actor('bureauDirector', bureau),
    secretary: await world.actor('branchSecretary', branch),
  }
}

test('the end of a page sorted by age does not tell the day of birth, nor can it be tried', async () => {
  const { bureau, branch, secretary } = await county()
  const births = ['1938-05-02', '1941-11-30', '1944-02-17']
  for (const birthArchive of births) await world.retiree({ homeId: bureau, branch, birthArchive })
  const byAge = { sort: 'age', limit: 1 }
  const found: number[] = []
  let after: unknown
  do {
    const page = await world.do(secretary, 'roster.list', { ...byAge, ...(after ? { after } : {}) })
    expect(JSON.stringify(page)).not.toMatch(/19\d\d-\d\d/)
    found.push(...page.rows.map(({ id }: { id: number }) => id))
    after = page.next
  } while (after)
  expect(new Set(found).size).toBe(births.length)
  const [id = 0] = found
  const tried = (day: string) =>
    world.do(secretary, 'roster.list', { ...byAge, filters: { ids: [id] }, after: [day, 0] })
  expect((await tried('1900-01-01')).rows).toEqual((await tried('2000-01-01')).rows)
})

async function imported(clerk: Actor, rows: readonly string[]) {
  const head = '姓名,性别,身份证号,出生年月,离退休类别,健康状况,慢性病,月离退休费'
  const file = Buffer.from([head, ...rows].join('\n'))
  const { id } = await world.do(clerk, 'import.upload', { fileName: '名册.csv' }, { file })
  await world.do(systemActor(), 'import.check', { id })
  return id as number
}

test('a sheet with somebody’s number opens neither the recorded health nor the pension', async () => {
  const { bureau, clerk } = await county()
  const idNumber = citizenIdOf('990101', '1948-03-12', 21)
  await world.retiree({
    homeId: bureau,
    fullName: '王建国',
    idNumber,
    birthArchive: '1948-03-12',
    birthId: '1948-03-12',
    healthStatus: '60',
    chronicDiseases: '标记慢性病',
    monthlyPensionFen: 731_100,
  } as never)
  const batch = await imported(clerk, [`王建国,男,${idNumber},1948.03,退休,健康或良好,高血压,1.00`])
  const rows = await world.do(clerk, 'import.rows', { id: batch })
  const row = rows.find(({ matchId }: { matchId: number | null }) => matchId !== null)
  expect(row.diff).toHaveProperty('chronicDiseases')
  expect(row.withheld).toEqual(expect.arrayContaining(['chronicDiseases', 'monthlyPensionFen']))
  expect(JSON.stringify(rows)).not.toMatch(/标记慢性病|731100/)
})

test('of people under special protection a look-alike shows the year of birth only', async () => {
  const { bureau, clerk } = await county()
  const person = { fullName: '李秀英', birthArchive: '1940-05-06' }
  await world.retiree({ homeId: bureau, ...person, isVip: true })
  const values = { ...person, birthArchive: '1940-05', gender: '2', retirementCategory: 'tuixiu' }
  const suspects = await world.do(clerk, 'roster.suspects', { values })
  expect(suspects).toMatchObject([{ birth: '1940' }])
  const refused = world.do(clerk, 'roster.register', { values })
  await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('1940-05') })
})

test('nobody walks through a region by break-glass, nor by a second post', async () => {
  const { bureau, region, clerk, director, branch } = await county()
  const ids: number[] = []
  for (let count = 0; count < 6; count += 1) ids.push(await world.retiree({ homeId: bureau }))
  const open = (actor: Actor, id: number) =>
    world.do(actor, 'roster.breakGlass', { id, reason: '自称紧急情况' })
  for (const id of ids.slice(0, 5)) await open(clerk, id)
  const [first = 0, last = 0] = [ids[0], ids.at(-1)]
  const elsewhere: Actor = { ...clerk, role: 'branchSecretary', orgId: branch, scopeId: branch }
  for (const actor of [clerk, elsewhere])
    await expect(open(actor, last)).rejects.toMatchObject({ code: 'roster.glassesUnreviewed' })
  await open(clerk, first)
  const all = await world.do(director, 'transparency.emergencies', {})
  for (const { id: glassId } of all)
    await world.do(director, 'transparency.review', { glassId, justified: false, finding: '不实' })
  await open(clerk, last)
  expect(region).toBeGreaterThan(0)
})

test('a count of one person tells a bureau above nothing of health', async () => {
  const city = await county()
  const { bureau } = await county(city.region)
  const id = await world.retiree({ homeId: bureau, healthStatus: '60' })
  for (let count = 0; count < 11; count += 1) await world.retiree({ homeId: bureau })
  const headline = (filters: object) => world.do(city.clerk, 'roster.headline', { filters })
  for (const narrow of [{ ids: [id] }, { text: '张三' }, { ageFrom: 60 }])
    expect((await headline(narrow)).highAgeHighIllness).toBeNull()
  expect((await headline({})).highAgeHighIllness).toBe(1)
})

test('a stay in hospital is not in the history of those who may never see health', async () => {
  const { bureau, branch, clerk, secretary } = await county()
  const id = await world.retiree({ homeId: bureau, branch })
  await world.db
    .insertInto('lifeEvent')
    .values({ retireeId: id, kind: 'hospitalised', happenedOn: '2026-11-01' })
    .execute()
  const titles = async (actor: Actor) =>
    (await world.do(actor, 'roster.history', { id })).map(({ title }: { title: string }) => title)
  expect(await titles(clerk)).toContain('住院')
  expect(await titles(secretary)).not.toContain('住院')
})

test('what the holder of a post asked for is not done on the day on which the post ended', async () => {
  const { bureau, clerk, director } = await county()
  const id = await world.retiree({ homeId: bureau })
  const { version } = await world.do(clerk, 'roster.get', { id })
  const death = { id, version, diedOn: '2026-11-20', reportedBy: '女儿' }
  await world.do(clerk, 'roster.recordDeath', death)
  const asked = await world.do(clerk, 'roster.reverseDeath', { id, why: '同名误报，已核实' })
  const end = { validTo: '2026-11-21' }
  await world.db.updateTable('post').set(end).where('id', '=', clerk.postId).execute()
  await expect(agree(world, director, asked.approvalId)).rejects.toMatchObject({
    code: 'approvals.makerGone',
  })
})

test('a masked telephone is found whole or by its last four, and not digit by digit', async () => {
  const { bureau, clerk } = await county()
  const phones = { mobile: '19999007311', landline: '0999-7310731' }
  await world.retiree({ homeId: bureau, ...phones })
  const found = async (text: string) => (await world.do(clerk, 'roster.find', { text })).length
  for (const text of ['19999007311', '7311', '7310731', '09997310731', '0731'])
    expect(await found(text), text).toBe(1)
  for (const text of ['1999', '19999', '199990073', '07311', '007311', '9900', '731073'])
    expect(await found(text), text).toBe(0)
})
