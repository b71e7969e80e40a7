import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { policyInForce } from './inForce.ts'
import { parsePolicyValue, policyCodes } from './policy.ts'

const world = useWorld('2026-11-21')

async function twoCounties() {
  const city = await world.org('region')
  const county = await world.org('region', { parentId: city })
  const other = await world.org('region', { parentId: city })
  const bureau = await world.org('bureau', { parentId: county })
  return {
    city,
    county,
    bureau,
    path: [city, county, bureau],
    clerk: await world.actor('bureauClerk', bureau),
    liaison: await world.actor('unitLiaison', await world.org('unit', { parentId: county })),
    stranger: await world.actor('bureauClerk', await world.org('bureau', { parentId: other })),
  }
}

const newWindow = (values = {}) => ({
  code: 'springFestivalVisit',
  title: '本县春节走访慰问办法',
  documentNo: '县老字〔2026〕8号',
  value: { enabled: true, owner: 'bureau', fromLunarDay: 1 },
  validFrom: '2026-12-01',
  ...values,
})

test('every parameter has a national default of the right shape, with document and source', async () => {
  for (const code of policyCodes) {
    const found = await policyInForce(world.db, code, [], '2026-11-21')
    expect(parsePolicyValue(code, found?.value)).toEqual(found?.value)
    expect(found).toMatchObject({ orgId: null, documentNo: expect.stringMatching(/../) })
    expect(found?.source).not.toBe('')
  }
})

test('a new version is added beside the old, holds from its day, and leaves a trace', async () => {
  const { clerk, county, path } = await twoCounties()
  const { id } = await world.do(clerk, 'policy.set', newWindow())
  const on = (day: string) => policyInForce(world.db, 'springFestivalVisit', path, day)
  expect(await on('2026-11-30')).toMatchObject({ orgId: null, value: { fromLunarDay: 8 } })
  expect(await on('2026-12-01')).toMatchObject({ id, orgId: county, value: { fromLunarDay: 1 } })
  expect(await world.events(id, 'policy')).toMatchObject([{ name: 'policy.set' }])
  const [listed] = await world.do(clerk, 'policy.list', { code: 'springFestivalVisit' })
  expect(listed.versions).toHaveLength(2)
  expect(listed.inForceId).not.toBe(id)
  const [later] = await world.do(clerk, 'policy.list', {
    code: 'springFestivalVisit',
    on: '2026-12-01',
  })
  expect(later.inForceId).toBe(id)
})

test('overlaps and mistaken dates are refused at the field, and nothing is written', async () => {
  const { clerk, county } = await twoCounties()
  await world.do(clerk, 'policy.set', newWindow())
  await expect(
    world.do(clerk, 'policy.set', newWindow({ validFrom: '2026-11-01' })),
  ).rejects.toMatchObject({
    issues: [
      { field: 'validFrom', message: '已有自 2026-12-01 起执行的规定，生效日期应晚于这一天' },
    ],
  })
  await expect(
    world.do(clerk, 'policy.set', newWindow({ validFrom: '2028-01-01', validTo: '2027-01-01' })),
  ).rejects.toMatchObject({ issues: [{ field: 'validTo' }] })
  await expect(
    world.do(clerk, 'policy.set', newWindow({ value: { enabled: true, fromLunarDay: 40 } })),
  ).rejects.toMatchObject({
    issues: [{ field: 'value.owner' }, { field: 'value.fromLunarDay' }],
  })
  const written = await world.db
    .selectFrom('policy')
    .select('id')
    .where('orgId', '=', county)
    .execute()
  expect(written).toHaveLength(1)
})

test('only for one’s own jurisdiction, and never for a community', async () => {
  const { clerk, stranger, liaison, city, county } = await twoCounties()
  const set = (actor: typeof clerk, orgId: number) =>
    world.do(actor, 'policy.set', newWindow({ orgId }))
  await expect(set(clerk, city)).rejects.toMatchObject({ kind: 'missing' })
  await expect(set(stranger, county)).rejects.toMatchObject({ kind: 'missing' })
  await expect(set(liaison, county)).rejects.toMatchObject({ kind: 'forbidden' })
  const community = await world.org('community', { parentId: county })
  await expect(set(clerk, community)).rejects.toMatchObject({ issues: [{ field: 'orgId' }] })
  const [listed] = await world.do(stranger, 'policy.list', { code: 'springFestivalVisit' })
  expect(listed.versions).toHaveLength(1)
})
