import { afterAll, expect, test } from 'vitest'
import { stopPdf } from '#src/documents/pdf.ts'
import { agree } from '#test/harness/approved.ts'
import { bytesOf, rowsIn } from '#test/harness/exports.ts'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'
import { maskAddress } from './papers.ts'

const world = useWorld('2026-11-21')
afterAll(stopPdf)

async function county() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const unit = await world.org('unit', { parentId: region, name: '示范县水利局' })
  const community = await world.org('community', { parentId: region })
  const base = { homeId: bureau, managingUnit: unit, community }
  const one = await world.retiree({
    ...base,
    fullName: '王建国',
    residenceAddress: '南关路3号院2栋501室',
  })
  const two = await world.retiree({ ...base, fullName: '李秀英' })
  const elsewhere = await world.org('bureau', { parentId: await world.org('region') })
  return {
    clerk: await world.actor('bureauClerk', bureau),
    liaison: await world.actor('unitLiaison', unit),
    worker: await world.actor('communityWorker', community),
    stranger: await world.actor('bureauClerk', elsewhere),
    bureau,
    unit,
    one,
    two,
  }
}

const visit = (retireeId: number, visitedOn: string, values = {}) => ({
  retireeId,
  visitedOn,
  reasons: ['routine'],
  way: 'home',
  visitors: '张敏',
  ...values,
})
const money = { gift: { kind: 'money', amountFen: 50_000, signedBy: '本人' } }

async function visited() {
  const place = await county()
  const { clerk, liaison, one, two } = place
  await world.do(clerk, 'visits.record', visit(one, '2026-11-01', money))
  await world.do(clerk, 'visits.record', visit(two, '2026-11-02', { leaders: '县长李明' }))
  const needs = [{ category: 'medical', title: '想约体检' }]
  await world.do(liaison, 'visits.record', visit(one, '2026-11-03', { way: 'phone', needs }))
  return place
}

test('the ledger counts visits, people, gifts and needs, and pages both ways', async () => {
  const { clerk, one } = await visited()
  const page = await world.do(clerk, 'visits.ledger', { limit: 2 })
  expect(page.totals).toEqual({
    visits: 3,
    people: 2,
    gifts: 1,
    moneyFen: 50_000,
    goodsFen: 0,
    needs: 1,
  })
  expect(page.rows.map(({ visitedOn }: { visitedOn: string }) => visitedOn)).toEqual([
    '2026-11-03',
    '2026-11-02',
  ])
  const rest = await world.do(clerk, 'visits.ledger', { limit: 2, after: page.next })
  expect(rest).toMatchObject({ rows: [{ retireeId: one, gift: { amountFen: 50_000 } }] })
  expect(rest.next).toBeUndefined()
  const back = await world.do(clerk, 'visits.ledger', { limit: 2, before: rest.previous })
  expect(back.rows).toEqual(page.rows)
})

test.each([
  [{ from: '2026-11-02' }, 2],
  [{ to: '2026-11-01' }, 1],
  [{ way: 'phone' }, 1],
  [{ reason: 'birthday' }, 0],
  [{ visitor: '李明' }, 1],
  [{ name: '建国' }, 2],
  [{ withNeeds: true }, 1],
  [{ withGift: true }, 1],
  [{ withLeaders: true }, 1],
])('%o finds %i', async (filters, count) => {
  const { clerk } = await visited()
  const { totals } = await world.do(clerk, 'visits.ledger', { filters })
  expect(totals.visits).toBe(count)
})

// Decision 0015: who sees only the own notes sees no gift and no need of others, by no condition.
test('a community sees that others visited, and neither gifts nor needs of theirs', async () => {
  const { worker, stranger } = await visited()
  const page = await world.do(worker, 'visits.ledger', {})
  expect(page.totals).toMatchObject({ visits: 3, gifts: 0, moneyFen: 0, needs: 0 })
  expect(
    page.rows.every(({ gift, needs }: { gift: unknown; needs: [] }) => !gift && !needs.length),
  ).toBe(true)
  for (const filters of [{ withGift: true }, { withNeeds: true }])
    expect((await world.do(worker, 'visits.ledger', { filters })).totals.visits).toBe(0)
  expect((await world.do(stranger, 'visits.ledger', {})).totals.visits).toBe(0)
})

test('the ledger leaves as an export that names its people', async () => {
  const { clerk, one, two } = await visited()
  const file = await world.do(clerk, 'visits.ledgerFile', {})
  expect(file.fileName).toMatch(/^走访台账（导出第\d+号）\.xlsx$/)
  const named = await world.db.selectFrom('exportPerson').select('retireeId').execute()
  expect(named.map(({ retireeId }) => retireeId)).toEqual(expect.arrayContaining([one, two]))
})

// More than twenty people in a day leave by two pairs of eyes (decision 0014).
test('a ledger of many is asked for, agreed to, and fetched once', async () => {
  const { clerk, one, two, bureau } = await visited()
  const director = await world.actor('bureauDirector', bureau)
  for (let nth = 0; nth < 25; nth++) {
    const retireeId = await world.retiree({ fullName: `众人${nth}`, homeId: bureau })
    const visit = { visitedOn: '2026-11-20', way: 'home', visitors: '林晓月' }
    await world.do(clerk, 'visits.record', { ...visit, retireeId, reasons: ['routine'] })
  }
  await expect(world.do(clerk, 'visits.ledgerFile', {})).rejects.toMatchObject({
    code: 'exports.needsApproval',
  })
  const { id, approvalId } = await world.do(clerk, 'visits.askLedgerFile', {})
  await expect(world.do(clerk, 'exports.download', { id })).rejects.toMatchObject({
    kind: 'conflict',
  })
  await agree(world, director, approvalId)
  const file = await world.do(clerk, 'exports.download', { id })
  const names = (await rowsIn(await bytesOf(file))).flat()
  for (const name of ['众人0', '众人24']) expect(names).toContain(name)
  const named = await world.db
    .selectFrom('exportPerson')
    .select('retireeId')
    .where('exportId', '=', id)
    .execute()
  expect(named.map(({ retireeId }) => retireeId)).toEqual(expect.arrayContaining([one, two]))
  await expect(world.do(clerk, 'exports.download', { id })).rejects.toMatchObject({
    kind: 'conflict',
  })
})

test('a form brings up its person by a code that tells nothing, and counts once', async () => {
  const { clerk, stranger, one, two } = await county()
  const file = await world.do(clerk, 'visits.papers', {
    ids: [one, two],
    reasons: ['springFestival'],
  })
  const [first, second] = readPdf(await bytesOf(file)).map(({ text }) => text.replace(/\s/g, ''))
  expect(first).toContain('王建国')
  expect(first).toContain('南关路＊号院')
  expect(first).not.toContain('501')
  expect(second).toContain('李秀英')
  const [paper] = await world.db
    .selectFrom('visitPaper')
    .selectAll()
    .where('retireeId', '=', one)
    .execute()
  const code = paper?.code ?? ''
  expect(first).toContain(`${code.slice(0, 5)}-${code.slice(5)}`)
  const typed = `${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `
  expect(await world.do(clerk, 'visits.paper', { code: typed })).toMatchObject({
    retireeId: one,
    fullName: '王建国',
    reasons: ['springFestival'],
    visitId: null,
  })
  await expect(world.do(stranger, 'visits.paper', { code })).rejects.toMatchObject({
    code: 'visits.noPaper',
  })
  const form = visit(one, '2026-11-20', { paper: typed })
  await expect(world.do(clerk, 'visits.record', { ...form, retireeId: two })).rejects.toMatchObject(
    { code: 'visits.otherPaper' },
  )
  const { id } = await world.do(clerk, 'visits.record', form)
  await expect(world.do(clerk, 'visits.record', form)).rejects.toThrow(
    /这张表已于2026年11月21日由.+录入/,
  )
  await world.do(clerk, 'visits.withdraw', { id, reason: '录错了人' })
  await world.do(clerk, 'visits.record', form)
})

test.each([
  ['南关路3号院2栋501室', '南关路＊号院＊栋＊室'],
  ['东湖小区十二栋三单元', '东湖小区＊栋＊单元'],
  ['八一路15-2号', '八一路＊号'],
  ['', ''],
])('%s is printed as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked)
})
