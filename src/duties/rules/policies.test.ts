import { describe, expect, test } from 'vitest'
import { useRules } from '#test/harness/rules.ts'

const { world, at, owed } = useRules()
describe('政策', () => {
  test('the nearest jurisdiction wins, from its day on; the owner may be another', async () => {
    const region = await world.org('region')
    const bureau = await world.org('bureau', { parentId: region })
    const value = { enabled: true, owner: 'community', ages: [90], ageStyle: 'nominal' }
    await world.db
      .insertInto('policy')
      .values({
        code: 'milestoneBirthday',
        orgId: region,
        title: '本县寿辰看望办法',
        documentNo: '县老字〔2025〕3号',
        value: JSON.stringify({ ...value, windowDays: 5 }),
        validFrom: '2025-07-01',
      })
      .execute()
    const born = (birthArchive: string) =>
      world.retiree({
        homeId: bureau,
        community: at.community,
        birthArchive,
        registeredOn: '2025-01-01',
      })
    expect(await owed('milestoneBirthday', await born('1936-08-01'))).toMatchObject([
      { period: 90, fromOn: '2025-07-27', dueOn: '2025-08-01', ownerId: at.community },
    ])
    expect(await owed('milestoneBirthday', await born('1935-06-01'))).toMatchObject([
      { period: 90, dueOn: '2025-06-01', ownerId: bureau },
    ])
  })

  test('a policy that is not carried out owes nothing; one that ends gives way again', async () => {
    const bureau = await world.org('bureau')
    await world.db
      .insertInto('policy')
      .values({
        code: 'doubleNinthVisit',
        orgId: bureau,
        title: '暂停通知',
        documentNo: '老字〔2026〕1号',
        value: JSON.stringify({ enabled: false, owner: 'bureau', windowDays: 15 }),
        validFrom: '2026-01-01',
        validTo: '2026-12-31',
      })
      .execute()
    const id = await world.retiree({ homeId: bureau, registeredOn: '2025-01-01' })
    const found = await owed('doubleNinthVisit', id, '2027-11-01')
    expect(found.map(({ period }) => period)).toEqual([2025, 2027])
  })
})
