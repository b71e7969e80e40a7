import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { shareOf, withheld, type RegionFigure } from './population.ts'

const world = useWorld()

const region = (
  id: number,
  parentId: number | null,
  people: number,
  persons?: number,
): RegionFigure => ({
  id,
  name: `地区${id}`,
  parentId,
  people,
  figure: persons === undefined ? null : { year: 2026, persons },
})

// requirements C01-04: 3,397 people are 8.87 % of the county's people of 60 and more.
test('a county is divided by its own figure', () => {
  const found = shareOf([region(1, null, 3397, 38_298)])
  expect(((found.share ?? 0) * 100).toFixed(2)).toBe('8.87')
  expect(found.lacking).toEqual([])
})

test('a city adds up the counties that have a figure and names the others', () => {
  const found = shareOf([
    region(1, null, 12),
    region(2, 1, 100, 1000),
    region(3, 1, 50),
    region(4, 1, 60, 2000),
    region(5, 4, 40),
    region(6, 1, 0),
  ])
  expect(found).toEqual({
    people: 200,
    persons: 3000,
    share: 200 / 3000,
    years: [2026],
    counted: ['地区2', '地区4'],
    lacking: ['地区1直属', '地区3'],
  })
})

test('without any figure there is no share', () => {
  expect(shareOf([region(1, null, 5)])).toMatchObject({ share: null, lacking: ['地区1'] })
})

// requirements C01-18, security: small statistics are not told, nor to be had by subtraction.
test.each([
  [
    [900, 9, 3],
    ['900', '<10', '<10'],
  ],
  [
    [900, 40, 3],
    ['900', '略', '<10'],
  ],
  [
    [900, 40, 10],
    ['900', '40', '10'],
  ],
  [[4], ['<10']],
  [[12, 0], ['12']],
])('%j is told as %j', (counts, shown) => {
  const cells = counts.map((count, code) => ({ code: String(code), name: '族', count }))
  const told = withheld(cells)
  expect(told.map((cell) => cell.shown)).toEqual(shown)
  for (const cell of told) expect(cell.count === null).toBe(!/^[\d,]+$/.test(cell.shown))
})

test('a clerk enters figures; the latest of a year counts and none is lost', async () => {
  const county = await world.org('region')
  const bureau = await world.org('bureau', { parentId: county })
  const unit = await world.org('unit', { parentId: county })
  const clerk = await world.actor('bureauClerk', bureau)
  const liaison = await world.actor('unitLiaison', unit)
  for (let each = 0; each < 3; each++) await world.retiree({ homeId: bureau, managingUnit: unit })
  const headline = (actor = clerk) => world.do(actor, 'census.headline', {})
  expect((await headline()).population).toMatchObject({
    share: null,
    lacking: [expect.any(String)],
  })
  const set = (values: object, actor = clerk) =>
    world.do(actor, 'census.setPopulation', {
      regionId: county,
      year: 2026,
      persons: 40,
      source: '县统计局',
      ...values,
    })
  await set({ persons: 30, documentNo: '统字〔2026〕1号' })
  await set({})
  await set({ year: 2025, persons: 10 })
  expect(await headline()).toMatchObject({
    total: 3,
    population: { people: 3, persons: 40, share: 3 / 40, years: [2026] },
  })
  expect((await world.do(clerk, 'census.populations', {})).history).toHaveLength(3)
  expect((await headline(liaison)).population).toBeNull()
  await expect(set({ year: 2027 })).rejects.toMatchObject({ issues: [{ field: 'year' }] })
  await expect(set({ persons: 2 })).rejects.toMatchObject({ issues: [{ field: 'persons' }] })
  await expect(set({ regionId: unit })).rejects.toMatchObject({ issues: [{ field: 'regionId' }] })
  await expect(set({ source: '' })).rejects.toMatchObject({ issues: [{ field: 'source' }] })
  await expect(set({}, liaison)).rejects.toMatchObject({ kind: 'forbidden' })
  const stranger = await world.actor('bureauClerk', await world.org('bureau'))
  await expect(set({}, stranger)).rejects.toMatchObject({ kind: 'missing' })
  const rewritten = world.db.updateTable('population60').set({ persons: 1 }).execute()
  await expect(rewritten).rejects.toThrow(/append-only|permission denied/)
})

test('a city adds up its counties and says which lacks a figure', async () => {
  const city = await world.org('region', { name: '示范市' })
  const cityBureau = await world.org('bureau', { parentId: city })
  const bureaus = []
  for (const name of ['东县', '西县']) {
    const county = await world.org('region', { parentId: city, name })
    const bureau = await world.org('bureau', { parentId: county })
    await world.retiree({ homeId: bureau })
    bureaus.push(bureau)
    if (name === '西县') continue
    const clerk = await world.actor('bureauClerk', bureau)
    const figure = { regionId: county, year: 2026, persons: 20, source: '县统计局' }
    await world.do(clerk, 'census.setPopulation', figure)
  }
  const director = await world.actor('bureauDirector', cityBureau)
  expect(await world.do(director, 'census.headline', {})).toMatchObject({
    total: 2,
    population: { people: 1, persons: 20, counted: ['东县'], lacking: ['西县'] },
  })
})

test('peoples of fewer than ten are told to nobody', async () => {
  const bureau = await world.org('bureau', { parentId: await world.org('region') })
  for (const [ethnicity, count] of [
    ['01', 12],
    ['03', 11],
    ['10', 2],
  ] as const)
    for (let each = 0; each < count; each++) await world.retiree({ homeId: bureau, ethnicity })
  const director = await world.actor('bureauDirector', bureau)
  expect(await world.do(director, 'census.ethnicity', {})).toEqual([
    { code: '01', name: '汉族', count: 12, shown: '12' },
    { code: '03', name: '回族', count: null, shown: '略' },
    { code: '10', name: '朝鲜族', count: null, shown: '<10' },
  ])
})
