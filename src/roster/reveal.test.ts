import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()

async function setting() {
  const parentId = await world.org('region')
  const bureau = await world.org('bureau', { parentId })
  const community = await world.org('community', { parentId })
  const next = await world.org('community', { parentId })
  return {
    bureau,
    clerk: await world.actor('bureauClerk', bureau),
    second: await world.actor('bureauClerk', bureau),
    director: await world.actor('bureauDirector', bureau),
    worker: await world.actor('communityWorker', community),
    neighbour: await world.actor('communityWorker', next),
    person: (more = {}) =>
      world.retiree({
        homeId: bureau,
        community,
        mobile: '19999000001',
        allergies: '青霉素',
        ...more,
      }),
  }
}

test('sensitive values open for a purpose, for half an hour, for the account that asked', async () => {
  const { clerk, second, person } = await setting()
  const id = await person()
  const before = await world.do(clerk, 'roster.get', { id })
  expect(before.values.mobile).toBe('199****0001')
  expect(before.values).not.toHaveProperty('allergies')
  expect(before.masked).toContain('allergies')
  await world.do(clerk, 'roster.reveal', { id, purpose: 'visit' })
  const after = await world.do(clerk, 'roster.get', { id })
  expect(after.values).toMatchObject({ mobile: '19999000001', allergies: '青霉素' })
  expect(after.access.opened).toEqual(['visit'])
  expect((await world.do(second, 'roster.get', { id })).values.mobile).toBe('199****0001')
  world.setToday('2026-11-22')
  expect((await world.do(clerk, 'roster.get', { id })).values.mobile).toBe('199****0001')
  world.setToday('2026-11-21')
})

// 个人信息保护法 Art. 6: a purpose comes out of the closed list.
test('no purpose, a made-up one and one of another post open nothing', async () => {
  const { clerk, worker, person } = await setting()
  const id = await person()
  for (const purpose of [undefined, '', '看看', 'maintenance', '__proto__'])
    await expect(world.do(clerk, 'roster.reveal', { id, purpose })).rejects.toMatchObject({
      kind: 'invalid',
    })
  await expect(
    world.do(worker, 'roster.reveal', { id, purpose: 'treatment' }),
  ).rejects.toMatchObject({ code: 'roster.wrongPurpose' })
  await expect(world.do(clerk, 'roster.reveal', { id, purpose: 'aid' })).rejects.toMatchObject({
    code: 'roster.caseNeeded',
  })
})

// ASVS 5.0 V7.5.3: what is sensitive asks for a fresh proof of identity, telephones do not.
test('sensitive values want a fresh proof of identity, whole telephone numbers only a purpose', async () => {
  const { clerk, person } = await setting()
  const id = await person()
  const stale = { ...clerk, confirmedUntil: null }
  await expect(world.do(stale, 'roster.reveal', { id, purpose: 'visit' })).rejects.toMatchObject({
    code: 'session.unconfirmed',
  })
  await world.do(stale, 'roster.reveal', { id, purpose: 'suggestion' })
  expect((await world.do(stale, 'roster.get', { id })).values.mobile).toBe('19999000001')
})

test('someone under special protection opens only with purpose and case, and an alert can read it', async () => {
  const { clerk, director, person } = await setting()
  const id = await person({ residenceAddress: '示范县一号' })
  await expect(
    world.do(clerk, 'roster.setVip', { id, isVip: true, reason: '原县级领导' }),
  ).rejects.toMatchObject({ kind: 'forbidden' })
  await world.do(director, 'roster.setVip', { id, isVip: true, reason: '原县级领导' })
  const closed = await world.do(clerk, 'roster.get', { id })
  expect(closed.values).not.toHaveProperty('residenceAddress')
  await expect(world.do(clerk, 'roster.reveal', { id, purpose: 'visit' })).rejects.toMatchObject({
    code: 'roster.caseNeeded',
  })
  await world.do(clerk, 'roster.reveal', { id, purpose: 'visit', caseText: '重阳节走访' })
  expect((await world.do(clerk, 'roster.get', { id })).values.residenceAddress).toBe('示范县一号')
  const opened = (await world.events(id)).filter(({ name }) => name === 'vip.opened')
  expect(opened).toMatchObject([{ detail: { purpose: 'visit', case: '重阳节走访' } }])
  const { rows } = await world.do(clerk, 'roster.list', {})
  expect(rows.find((row: { id: number }) => row.id === id).residenceAddress).toBeNull()
})

test('the 151st person of a day is refused and logged, until a director raises the budget', async () => {
  const { clerk, director, person } = await setting()
  const ids: number[] = []
  for (let count = 0; count < 151; count++) ids.push(await person())
  const [first = 0, last = 0] = [ids[0], ids.at(-1)]
  let notice: unknown
  for (const id of ids.slice(0, 150))
    notice = (await world.do(clerk, 'roster.get', { id })).access.notice
  expect(notice).toContain('150')
  await expect(world.do(clerk, 'roster.get', { id: last })).rejects.toMatchObject({
    kind: 'tooMany',
    code: 'roster.budgetSpent',
  })
  for (const [name, input] of [
    ['roster.history', { id: last }],
    ['roster.asOf', { id: last, day: '2026-01-01' }],
    ['visits.list', { retireeId: last }],
    ['roster.reveal', { id: last, purpose: 'visit' }],
  ] as const)
    await expect(world.do(clerk, name, input), name).rejects.toMatchObject({ kind: 'tooMany' })
  expect((await world.events(last)).map(({ name }) => name)).toContain('roster.budgetSpent')
  await world.do(clerk, 'roster.get', { id: first })
  const raise = { accountId: clerk.accountId, extra: 5, reason: '重阳节集中走访' }
  await expect(world.do(clerk, 'transparency.raise', raise)).rejects.toMatchObject({
    kind: 'forbidden',
  })
  await world.do(director, 'transparency.raise', raise)
  await world.do(clerk, 'roster.get', { id: last })
  const [budget] = await world.do(director, 'transparency.budgets', {})
  expect(budget).toMatchObject({ accountId: clerk.accountId, seen: 151, limit: 155 })
})

test('a change outside what the post keeps is refused at its field', async () => {
  const { worker, person } = await setting()
  const id = await person()
  const wish = { id, reason: '本人来电', channel: 'phone', requestedBy: '本人' }
  await expect(
    world.do(worker, 'roster.requestChange', {
      ...wish,
      proposed: { idNumber: null, degree: '学士' },
    }),
  ).rejects.toMatchObject({
    code: 'roster.notYours',
    issues: [{ field: 'proposed.idNumber' }],
  })
  await world.do(worker, 'roster.requestChange', { ...wish, proposed: { mobile: '19999000002' } })
})

test('a bureau above the keeping one changes nothing, beside the fields neither', async () => {
  const city = await world.org('region')
  const cityBureau = await world.org('bureau', { parentId: city })
  const county = await world.org('region', { parentId: city })
  const homeId = await world.org('bureau', { parentId: county })
  const above = await world.actor('bureauClerk', cityBureau)
  const id = await world.retiree({ homeId })
  const attempts: [string, object][] = [
    ['roster.amend', { id, version: 1, changes: { degree: '学士' } }],
    ['roster.setTie', { id, kind: 'community', orgId: null, on: '2026-11-21' }],
    ['roster.addTag', { id, code: 'livingAlone', fromOn: '2026-01-01', evidence: '入户核实' }],
    ['roster.saveContact', { id, name: '赵秀兰', relation: '10' }],
    ['roster.recordDeath', { id, version: 1, diedOn: '2026-11-20', reportedBy: '某某' }],
    ['roster.recordEvent', { id, kind: 'retired', on: '2026-11-20' }],
  ]
  for (const [name, input] of attempts)
    await expect(world.do(above, name, input), name).rejects.toMatchObject({ kind: 'forbidden' })
})

test('break-glass opens the emergency card beyond reach, for an hour, and is reviewed by another', async () => {
  const { neighbour, director, clerk, person } = await setting()
  const id = await person({ monthlyPensionFen: 700_000 })
  await expect(world.do(neighbour, 'roster.get', { id })).rejects.toMatchObject({ kind: 'missing' })
  await expect(world.do(neighbour, 'roster.emergency', { id })).rejects.toMatchObject({
    kind: 'missing',
  })
  const stale = { ...neighbour, confirmedUntil: null }
  const glass = { id, reason: '在小区门口晕倒，已叫救护车' }
  await expect(world.do(stale, 'roster.breakGlass', glass)).rejects.toMatchObject({
    code: 'session.unconfirmed',
  })
  // Any text would do for a call that nobody can check: it frees from no proof of identity.
  await expect(
    world.do(stale, 'roster.breakGlass', { ...glass, alarm: 'A-12' }),
  ).rejects.toMatchObject({ code: 'session.unconfirmed' })
  await world.do(neighbour, 'roster.breakGlass', { ...glass, alarm: 'A-12' })
  const card = await world.do(neighbour, 'roster.emergency', { id })
  expect(card.values).toMatchObject({ mobile: '19999000001', allergies: '青霉素' })
  expect(card.values).not.toHaveProperty('monthlyPensionFen')
  const { rows } = await world.do(clerk, 'transparency.looks', { id })
  expect(rows.map((row: { did: string }) => row.did)).toContain('紧急查看')
  const [open] = await world.do(director, 'transparency.emergencies', {})
  expect(open).toMatchObject({ retireeId: id, alarm: 'A-12', reviewDue: '2026-11-24' })
  world.setToday('2026-11-25')
  await expect(world.do(neighbour, 'roster.emergency', { id })).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(world.do(neighbour, 'roster.breakGlass', glass)).rejects.toMatchObject({
    code: 'roster.glassUnreviewed',
  })
  const review = { glassId: open.id, justified: true, finding: '已向家属核实' }
  await world.do(director, 'transparency.review', review)
  await world.do(neighbour, 'roster.breakGlass', glass)
  world.setToday('2026-11-21')
})

test('nobody breaks glass beyond the region, nor reviews the own', async () => {
  const [here, there] = [await setting(), await setting()]
  const id = await here.person()
  const glass = { id, reason: '自称紧急情况' }
  await expect(world.do(there.worker, 'roster.breakGlass', glass)).rejects.toMatchObject({
    kind: 'missing',
    code: 'roster.noSuchRetiree',
  })
  await world.do(here.director, 'roster.breakGlass', glass)
  const [open] = await world.do(here.director, 'transparency.emergencies', {})
  await expect(
    world.do(here.director, 'transparency.review', {
      glassId: open.id,
      justified: true,
      finding: '属实',
    }),
  ).rejects.toMatchObject({ code: 'transparency.ownGlass' })
})
