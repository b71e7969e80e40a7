import { describe, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { systemActor } from '#src/kernel/access.ts'
import { rotateKeys, staleIn } from '#src/roster/sealing/rotate.ts'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-02')

async function county() {
  world.setToday('2026-11-02')
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region, name: '示范县老干部局' })
  const unit = await world.org('unit', { parentId: region, name: '示范县水务局' })
  const clerk = await world.actor('bureauClerk', homeId)
  const second = await world.actor('bureauClerk', homeId)
  const director = await world.actor('bureauDirector', homeId)
  const liaison = await world.actor('unitLiaison', unit)
  const person = (fullName: string, more: object = {}) =>
    world.retiree({ fullName, homeId, managingUnit: unit, ...more })
  return { region, homeId, unit, clerk, second, director, liaison, person }
}
type County = Awaited<ReturnType<typeof county>>

const application = {
  category: 'illness',
  appliedOn: '2026-11-02',
  appliedBy: '长女',
  channel: 'phone',
  reason: '今年两次住院，自付四万元',
}
const monthly = {
  note: '同意按月帮扶',
  way: 'monthly',
  amountFen: 80_000,
  fromMonth: '2026-11',
  toMonth: '2027-10',
}

async function reviewed({ clerk, second }: County, retireeId: number, review: object = monthly) {
  const { id } = await world.do(clerk, 'hardship.apply', { retireeId, ...application })
  await world.do(clerk, 'hardship.inquire', { id, note: '入户看过，情况属实' })
  await world.do(second, 'hardship.review', { id, ...review })
  return id as number
}

async function granted(place: County, retireeId: number, review: object = monthly) {
  world.setToday('2026-11-02')
  const id = await reviewed(place, retireeId, review)
  const publicity = { id, fromOn: '2026-11-02', place: '局公示栏' }
  await world.do(place.clerk, 'hardship.publicise', publicity)
  world.setToday('2026-11-10')
  await world.do(place.director, 'hardship.approve', { id })
  return id
}

test('from application to approval; publicity runs five working days and nobody decides on his own work', async () => {
  const place = await county()
  const { clerk, second, director, person } = place
  const who = await person('王建国')
  const id = await reviewed(place, who)
  await expect(world.do(director, 'hardship.approve', { id })).rejects.toMatchObject({
    code: 'hardship.notNow',
  })
  const publicity = { id, fromOn: '2026-11-02', place: '局公示栏' }
  // Monday 2 November 2026 + 5 working days.
  expect(await world.do(clerk, 'hardship.publicise', publicity)).toEqual({ untilOn: '2026-11-09' })
  await world.do(clerk, 'hardship.object', { id, note: '有人问金额' })
  world.setToday('2026-11-09')
  await expect(world.do(director, 'hardship.approve', { id })).rejects.toMatchObject({
    code: 'hardship.stillPublic',
  })
  world.setToday('2026-11-10')
  await expect(world.do(director, 'hardship.approve', { id })).rejects.toMatchObject({
    code: 'hardship.objections',
  })
  await world.do(second, 'hardship.settle', { id, note: '已说明标准' })
  await world.do(director, 'hardship.approve', { id })
  const found = await world.do(clerk, 'hardship.get', { id })
  expect(found).toMatchObject({ stage: 'approved', recheckOn: '2027-11-10', amountFen: 80_000 })
  expect(found.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    'applied',
    'inquired',
    'reviewed',
    'publicised',
    'objected',
    'settled',
    'approved',
  ])
})

test('the notice tells the initial, the category and the amount, and nothing else', async () => {
  const place = await county()
  const idNumber = '990101194001010014'
  const who = await place.person('欧阳建国', { idNumber, residenceAddress: '银杏街 8 号' })
  const id = await reviewed(place, who)
  await world.do(place.clerk, 'hardship.publicise', { id, fromOn: '2026-11-02', place: '公示栏' })
  const { body } = await world.do(place.clerk, 'hardship.printNotice', { id })
  const text = readPdf(body)
    .map((page) => page.text.replaceAll('\n', ''))
    .join('')
  for (const words of ['欧某某', '重大疾病', '800.00', '2026-11-09']) expect(text).toContain(words)
  for (const words of ['欧阳建国', idNumber, '银杏街', '住院', '四万'])
    expect(text).not.toContain(words)
})

test('what is written of need is sealed, and left out of the trace', async () => {
  const place = await county()
  const who = await place.person('李桂芝')
  const id = await reviewed(place, who)
  const kept = await world.db
    .selectFrom('hardshipCase')
    .select('reason')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(kept)).not.toContain('住院')
  expect(JSON.stringify(await world.events(who))).not.toContain('住院')
  const looked = await world.events(who)
  await world.do(place.clerk, 'hardship.get', { id })
  expect((await world.events(who)).length).toBe(looked.length + 1)
})

describe('who may apply and who may know', () => {
  test('a unit applies for its own, and reads none', async () => {
    const place = await county()
    const who = await place.person('张秀英')
    const { id } = await world.do(place.liaison, 'hardship.apply', {
      retireeId: who,
      ...application,
    })
    await expect(world.do(place.liaison, 'hardship.list', {})).rejects.toMatchObject({
      kind: 'forbidden',
    })
    const stranger = await county()
    const other = { retireeId: who, ...application, category: 'living' }
    await expect(world.do(stranger.liaison, 'hardship.apply', other)).rejects.toMatchObject({
      kind: 'missing',
    })
    await expect(world.do(stranger.clerk, 'hardship.get', { id })).rejects.toMatchObject({
      kind: 'missing',
    })
    expect((await world.do(stranger.clerk, 'hardship.list', {})).total).toBe(0)
  })

  test('for the dead a survivor is named; for the living the person himself', async () => {
    const place = await county()
    const who = await place.person('赵铁山')
    const saved = { id: who, name: '钱玉兰', relation: '10' }
    await world.do(place.clerk, 'roster.saveContact', saved)
    const contact = await world.db
      .selectFrom('contact')
      .select('id')
      .where('retireeId', '=', who)
      .executeTakeFirstOrThrow()
    const wanted = { retireeId: who, ...application, category: 'survivor' }
    await expect(
      world.do(place.clerk, 'hardship.apply', { ...wanted, contactId: contact.id }),
    ).rejects.toMatchObject({ issues: [{ field: 'contactId' }] })
    const died = { id: who, version: 1, diedOn: '2026-11-01', reportedBy: '长子' }
    await world.do(place.clerk, 'roster.recordDeath', died)
    await expect(world.do(place.clerk, 'hardship.apply', wanted)).rejects.toMatchObject({
      issues: [{ field: 'contactId' }],
    })
    const { id } = await world.do(place.clerk, 'hardship.apply', {
      ...wanted,
      contactId: contact.id,
    })
    expect(await world.do(place.clerk, 'hardship.get', { id })).toMatchObject({
      survivor: '钱玉兰',
    })
  })
})

async function fund({ clerk }: County, amountFen: number) {
  const { id } = await world.do(clerk, 'hardship.openFund', {
    year: 2026,
    title: '解困资金',
    documentNo: '示财〔2026〕1号',
    amountFen,
  })
  return id as number
}

const listed = (actor: Actor, fundId: number, month = '2026-11') =>
  world.do(actor, 'hardship.makePayment', { fundId, month })

test('made, approved and paid by three; the fund is what was allotted less what was paid', async () => {
  const place = await county()
  const { clerk, second, director, person } = place
  for (const name of ['甲', '乙']) await granted(place, await person(name))
  const fundId = await fund(place, 500_000)
  const { id, people } = await listed(clerk, fundId)
  expect(people).toBe(2)
  await expect(listed(clerk, fundId)).rejects.toMatchObject({ code: 'hardship.nobodyOwed' })
  await world.do(director, 'hardship.approvePayment', { id })
  expect((await world.do(clerk, 'hardship.funds', {}))[0]).toMatchObject({
    balanceFen: 500_000,
    promisedFen: 160_000,
  })
  for (const hand of [clerk, director])
    await expect(
      world.do(hand, 'hardship.confirmPaid', { id, paidOn: '2026-11-10' }),
    ).rejects.toMatchObject({ code: 'hardship.ownHands' })
  const paid = await world.do(second, 'hardship.confirmPaid', { id, paidOn: '2026-11-10' })
  expect(paid).toEqual({ paidFen: 160_000, stopped: 0 })
  expect((await world.do(clerk, 'hardship.funds', {}))[0]).toMatchObject({
    allottedFen: 500_000,
    paidFen: 160_000,
    balanceFen: 340_000,
    promisedFen: 0,
  })
  const { body } = await world.do(clerk, 'hardship.printPayment', { id })
  const text = readPdf(body)
    .map((page) => page.text.replaceAll('\n', ''))
    .join('')
  expect(text).toContain('壹仟陆佰元整')
  expect(text).not.toContain('住院')
})

test('more than the fund holds is not listed, and not spent twice', async () => {
  const place = await county()
  await granted(place, await place.person('甲'))
  const fundId = await fund(place, 70_000)
  await expect(listed(place.clerk, fundId)).rejects.toMatchObject({ code: 'hardship.uncovered' })
  const more = { fundId, kind: 'allotted', amountFen: 10_000, onDay: '2026-11-10', note: '追加' }
  await world.do(place.clerk, 'hardship.addEntry', more)
  await listed(place.clerk, fundId)
  const back = { ...more, kind: 'returned', amountFen: 90_000, note: '年末退回' }
  await expect(world.do(place.clerk, 'hardship.addEntry', back)).rejects.toMatchObject({
    code: 'hardship.uncovered',
  })
})

test('a death stops the payment of the same day, and the row says why', async () => {
  const place = await county()
  const { clerk, second, director, person } = place
  const who = await person('甲')
  await granted(place, who)
  await granted(place, await person('乙'))
  const fundId = await fund(place, 500_000)
  const { id } = await listed(clerk, fundId)
  await world.do(director, 'hardship.approvePayment', { id })
  const died = { id: who, version: 1, diedOn: '2026-11-10', reportedBy: '长子' }
  await world.do(clerk, 'roster.recordDeath', died)
  const paid = await world.do(second, 'hardship.confirmPaid', { id, paidOn: '2026-11-10' })
  expect(paid).toEqual({ paidFen: 80_000, stopped: 1 })
  const { rows } = await world.do(clerk, 'hardship.payment', { id })
  expect(rows.find((row: { retireeId: number }) => row.retireeId === who).stopped).toBe('died')
})

test('once is once, monthly is each month, a cancelled list is listed anew', async () => {
  const place = await county()
  const { clerk, second, director, person } = place
  await granted(place, await person('按月'))
  const once = { note: '一次性', way: 'once', amountFen: 50_000, fromMonth: '2026-11' }
  await granted(place, await person('一次'), once)
  const fundId = await fund(place, 900_000)
  const cancelled = await listed(clerk, fundId)
  await world.do(clerk, 'hardship.cancelPayment', { id: cancelled.id })
  const november = await listed(clerk, fundId)
  expect(november.people).toBe(2)
  await world.do(director, 'hardship.approvePayment', { id: november.id })
  await world.do(second, 'hardship.confirmPaid', { id: november.id, paidOn: '2026-11-10' })
  expect((await listed(clerk, fundId, '2026-12')).people).toBe(1)
})

test('the yearly review is owed, and closes by the review', async () => {
  const place = await county()
  const who = await place.person('甲')
  const id = await granted(place, who)
  world.setToday('2027-11-01')
  await world.do(systemActor(), 'duties.rebuild', {})
  const owed = () =>
    world.db
      .selectFrom('duty')
      .select(['dueOn', 'state', 'ownerId'])
      .where('retireeId', '=', who)
      .where('rule', '=', 'hardshipRecheck')
      .orderBy('dueOn')
      .execute()
  expect(await owed()).toEqual([{ dueOn: '2027-11-10', state: 'open', ownerId: place.homeId }])
  await world.do(place.clerk, 'hardship.recheck', { id, note: '仍然困难，继续' })
  expect((await owed())[0]).toMatchObject({ dueOn: '2027-11-10', state: 'done' })
  expect(await world.do(place.clerk, 'hardship.get', { id })).toMatchObject({
    recheckOn: '2028-11-01',
  })
})

test('the one-to-one plan that holds is the last', async () => {
  const place = await county()
  const id = await granted(place, await place.person('甲'))
  const plan = { id, helper: '周局长', measures: '每周上门一次', reviewOn: '2027-05-10' }
  await world.do(place.clerk, 'hardship.plan', plan)
  await world.do(place.clerk, 'hardship.plan', { ...plan, helper: '秦主任' })
  const { plan: held } = await world.do(place.clerk, 'hardship.get', { id })
  expect(held).toMatchObject({ helper: '秦主任', measures: '每周上门一次' })
})

test('what is sealed here takes a new key like everything else', async () => {
  const place = await county()
  const id = await granted(place, await place.person('甲'))
  const plan = { id, helper: '周局长', measures: '每周上门一次', reviewOn: '2027-05-10' }
  await world.do(place.clerk, 'hardship.plan', plan)
  await rotateKeys(world.kernel, 0)
  expect(await staleIn(world.kernel)).toBe(0)
  const found = await world.do(place.clerk, 'hardship.get', { id })
  expect(found.reason).toBe(application.reason)
  expect(found.plan).toMatchObject({ measures: '每周上门一次' })
})
