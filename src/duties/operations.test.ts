import { beforeAll, describe, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { approved } from '#test/harness/approved.ts'
import { useWorld } from '#test/harness/world.ts'
import type { DutyRow } from './list.ts'

const world = useWorld('2026-11-21')

/** A county with its bureau, a unit, a community, a branch, and those who work there. */
async function county() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const branch = await world.org('branch', { parentId: region })
  return {
    region,
    bureau,
    unit,
    community,
    branch,
    clerk: await world.actor('bureauClerk', bureau),
    liaison: await world.actor('unitLiaison', unit),
    neighbour: await world.actor('communityWorker', community),
  }
}
type County = Awaited<ReturnType<typeof county>>

/** Turns ninety on 2026-11-29; everything else about the record is in order. */
async function elder(here: County, seed: object = {}): Promise<number> {
  const id = await world.retiree({
    homeId: here.bureau,
    managingUnit: here.unit,
    community: here.community,
    birthArchive: '1936-11-29',
    registeredOn: '2026-10-20',
    ...seed,
  })
  await world.db
    .insertInto('contact')
    .values({ retireeId: id, name: '李四', relation: '10', isEmergency: true })
    .execute()
  await world.do(systemActor(), 'duties.refresh', { orgId: here.region })
  return id
}

const dutiesOf = async (actor: Actor, retireeId: number): Promise<DutyRow[]> =>
  (await world.do(actor, 'duties.ofRetiree', { retireeId })).rows
const listed = async (actor: Actor, filters = {}): Promise<DutyRow[]> =>
  (await world.do(actor, 'duties.list', { filters })).rows
const birthday = (retireeId: number) => ({
  retireeId,
  rule: 'milestoneBirthday' as const,
  period: 90,
})
const visit = (retireeId: number, visitedOn: string, reasons = ['birthday']) => ({
  retireeId,
  visitedOn,
  reasons,
  way: 'home',
  visitors: '张敏',
})

test('a duty says who owes it, why, since when, by when, on what basis and what closes it', async () => {
  const here = await county()
  const id = await elder(here)
  expect(await listed(here.clerk)).toEqual([
    expect.objectContaining({
      retireeId: id,
      title: '重要寿辰看望',
      reason: '今年11月29日满90周岁',
      ownerId: here.unit,
      fromOn: '2026-11-14',
      dueOn: '2026-11-29',
      daysLeft: 8,
      timing: 'upcoming',
      documentNo: '平台默认值',
      closedBy: '登记一次事由为“寿辰”的走访',
      state: 'open',
    }),
  ])
})

test('a visit closes it in the same transaction; a late entry is accepted', async () => {
  const here = await county()
  const id = await elder(here)
  await world.do(here.liaison, 'visits.record', visit(id, '2026-11-15'))
  expect(await dutiesOf(here.clerk, id)).toMatchObject([{ state: 'done', closedOn: '2026-11-15' }])
  expect(await listed(here.clerk)).toEqual([])
  expect(await listed(here.clerk, { state: 'done' })).toHaveLength(1)
})

test('a corrected birthday withdraws the open duty and leaves a trace', async () => {
  const here = await county()
  const id = await elder(here)
  const { version } = await world.db
    .selectFrom('retiree')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await world.do(here.clerk, 'roster.amend', {
    id,
    version,
    changes: { birthArchive: '1938-11-29' },
  })
  const { rows, withdrawn } = await world.do(here.clerk, 'duties.ofRetiree', { retireeId: id })
  expect(rows).toEqual([])
  expect(withdrawn).toMatchObject([
    { title: '重要寿辰看望', dueOn: '2026-11-29', reason: '依据的资料已更正' },
  ])
})

test('death withdraws what is open, and its correction brings it back', async () => {
  const here = await county()
  const id = await elder(here)
  const death = { id, version: 1, diedOn: '2026-11-20', reportedBy: '长子' }
  await world.do(here.clerk, 'roster.recordDeath', death)
  expect(await dutiesOf(here.clerk, id)).toMatchObject([
    { rule: 'milestoneBirthday', state: 'withdrawn', closedOn: '2026-11-20' },
    { rule: 'bereavementVisit', state: 'open' },
  ])
  const reversal = { id, why: '家属报错，本人健在' }
  await approved(world, here.clerk, 'roster.reverseDeath', reversal)
  expect(await dutiesOf(here.clerk, id)).toMatchObject([{ state: 'open' }])
})

describe('免办', () => {
  test('needs a reason, works once, can be taken back, and leaves a trace', async () => {
    const here = await county()
    const id = await elder(here)
    const waive = (reason: string) =>
      world.do(here.clerk, 'duties.waive', { ...birthday(id), reason })
    await expect(waive('免')).rejects.toMatchObject({
      kind: 'invalid',
      issues: [{ field: 'reason', message: '请写明免办理由，至少 4 个字' }],
    })
    await waive('本人书面婉拒')
    expect(await dutiesOf(here.clerk, id)).toMatchObject([
      { state: 'waived', closedOn: '2026-11-21', waivedWhy: '本人书面婉拒' },
    ])
    await expect(waive('再次免办')).rejects.toMatchObject({ code: 'duties.notOpen' })
    await world.do(here.clerk, 'duties.unwaive', birthday(id))
    expect(await dutiesOf(here.clerk, id)).toMatchObject([{ state: 'open' }])
    await expect(world.do(here.clerk, 'duties.unwaive', birthday(id))).rejects.toMatchObject({
      code: 'duties.notWaived',
    })
    const done = (await world.events(id)).filter(({ outcome }) => outcome === 'done')
    expect(done.map(({ name }) => name)).toEqual(['duty.waived', 'duty.unwaived'])
  })

  test('a unit may not waive, another county finds nothing, and nothing changes', async () => {
    const here = await county()
    const there = await county()
    const id = await elder(here)
    const waive = { ...birthday(id), reason: '本人书面婉拒' }
    await expect(world.do(here.liaison, 'duties.waive', waive)).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await expect(world.do(there.clerk, 'duties.waive', waive)).rejects.toMatchObject({
      kind: 'missing',
    })
    await expect(
      world.do(here.clerk, 'duties.waive', { ...waive, period: 91 }),
    ).rejects.toMatchObject({ code: 'duties.noSuchDuty' })
    expect(await dutiesOf(here.clerk, id)).toMatchObject([{ state: 'open' }])
  })
})

test('another county sees neither list, numbers nor person', async () => {
  const here = await county()
  const there = await county()
  const id = await elder(here)
  expect(await listed(there.clerk)).toEqual([])
  expect(await world.do(there.clerk, 'duties.summary', {})).toMatchObject({ upcoming: 0 })
  expect(await world.do(there.clerk, 'duties.coverage', { by: 'rule', year: 2026 })).toEqual([])
  await expect(dutiesOf(there.clerk, id)).rejects.toMatchObject({ kind: 'missing' })
  expect(await listed(here.neighbour)).toHaveLength(1)
})

describe('the ledger of a county', () => {
  let here: County
  beforeAll(async () => {
    here = await county()
    const registeredOn = '2026-09-01'
    await elder(here, {
      fullName: '王晨',
      nameInitials: 'wc',
      namePinyin: 'wangchen',
      registeredOn,
    })
    await elder(here, { fullName: '李蕾', birthArchive: '1936-11-21', registeredOn })
    await elder(here, { fullName: '赵云', birthArchive: '1936-11-22', registeredOn })
    await elder(here, { fullName: '钱平', birthArchive: '1940-01-01', registeredOn })
    const lacking = { managingUnit: undefined, birthArchive: '1940-01-01', registeredOn }
    const id = await elder(here, { ...lacking, politicalStatus: '01' })
    await world.do(here.clerk, 'visits.record', visit(id, '2026-11-18', ['doubleNinth']))
  })

  test('numbers of the first page, each opening its list', async () => {
    const summary = await world.do(here.clerk, 'duties.summary', {})
    expect(summary).toEqual({
      today: 1,
      thisWeek: 1,
      overdue: 6,
      upcoming: 1,
      doneThisWeek: 1,
      notVisitedThisYear: 4,
    })
    for (const timing of ['today', 'thisWeek', 'overdue', 'upcoming'] as const)
      expect(await listed(here.clerk, { timing })).toHaveLength(summary[timing])
  })

  test('filters by rule, ground, owner, name and pinyin', async () => {
    const names = async (filters: object) =>
      (await listed(here.clerk, filters)).map(({ fullName }) => fullName)
    expect(await names({ rules: ['milestoneBirthday'] })).toEqual(['李蕾', '赵云', '王晨'])
    expect(await names({ ground: 'gap' })).toHaveLength(2)
    expect(await names({ text: '赵', rules: ['milestoneBirthday'] })).toEqual(['赵云'])
    expect(await names({ text: 'wc', rules: ['milestoneBirthday'] })).toEqual(['王晨'])
    expect(await listed(here.clerk, { ownerId: here.bureau })).toHaveLength(2)
    expect(await listed(here.clerk, { ownerId: here.unit })).toHaveLength(7)
    expect(await listed(here.clerk, { ownerId: here.region })).toHaveLength(9)
    expect(await listed(here.clerk, { ownerId: here.region, below: false })).toEqual([])
    expect(await listed(here.clerk, { managingUnitId: null })).toHaveLength(2)
  })

  test('pages follow each other without loss, with the exact total', async () => {
    const seen: DutyRow[] = []
    let after: unknown
    do {
      const page = await world.do(here.clerk, 'duties.list', {
        limit: 2,
        ...(after ? { after } : {}),
      })
      expect(page.total).toBe(9)
      seen.push(...page.rows)
      after = page.next
    } while (after)
    const keys = seen.map(({ retireeId, rule, period }) => `${retireeId} ${rule} ${period}`)
    expect(new Set(keys).size).toBe(9)
    const days = seen.map(({ dueOn }) => dueOn)
    expect(days).toEqual(days.toSorted())
  })

  test('every cell of the coverage opens as many duties as it counts', async () => {
    const year = 2026
    const filterOf = { owner: 'ownerId', managingUnit: 'managingUnitId', community: 'communityId' }
    for (const by of ['owner', 'managingUnit', 'community', 'rule'] as const) {
      for (const row of await world.do(here.clerk, 'duties.coverage', { by, year })) {
        const group =
          by === 'rule' ? { rules: [row.key] } : { [filterOf[by]]: row.key, below: false }
        const count = async (filters: object) =>
          (await listed(here.clerk, { ...group, year, ...filters })).length
        expect(await count({ state: 'owed' }), `${by} ${row.name}`).toBe(row.owed)
        expect(await count({ state: 'done' })).toBe(row.done)
        expect(await count({ state: 'open' })).toBe(row.open)
        expect(await count({ timing: 'overdue' })).toBe(row.overdue)
        expect(row.rate).toBeCloseTo(row.done / (row.owed - row.waived))
      }
    }
    const rows = await world.do(here.clerk, 'duties.coverage', {
      by: 'owner',
      year,
      rule: 'doubleNinthVisit',
    })
    expect(rows).toMatchObject([
      { key: here.unit, owed: 4, done: 0, overdue: 4, rate: 0 },
      { key: here.bureau, owed: 1, done: 1, overdue: 0, rate: 1 },
    ])
  })

  test('gaps are counted', async () => {
    expect(await world.do(here.clerk, 'duties.gaps', {})).toEqual({
      people: 5,
      managingUnit: 1,
      branch: 1,
      community: 0,
      contact: 0,
    })
  })
})

test('a policy of the county changes its ledger at once, and nobody else’s', async () => {
  const here = await county()
  const there = await county()
  const ids = [await elder(here), await elder(there)]
  await world.do(here.clerk, 'policy.set', {
    code: 'milestoneBirthday',
    title: '本县寿辰看望办法',
    documentNo: '县老字〔2026〕3号',
    value: { enabled: true, owner: 'bureau', ages: [100], ageStyle: 'full', windowDays: 7 },
    validFrom: '2026-11-01',
  })
  const { rows, withdrawn } = await world.do(here.clerk, 'duties.ofRetiree', { retireeId: ids[0] })
  expect(rows).toEqual([])
  expect(withdrawn).toMatchObject([{ reason: '政策参数已调整' }])
  expect(await dutiesOf(there.clerk, ids[1] as number)).toHaveLength(1)
})

test('bulk events refresh everyone they name', async () => {
  const here = await county()
  const into = await world.org('unit', { parentId: here.region })
  const id = await elder(here)
  const merged = { id: here.unit, intoId: into, on: '2026-11-20' }
  await world.do(here.clerk, 'orgs.merge', merged)
  expect(await dutiesOf(here.clerk, id)).toMatchObject([{ ownerId: into }])
})

test('the platform rebuilds, verifies and moves on by itself; nobody else may', async () => {
  const here = await county()
  await elder(here)
  const { duties } = await world.do(systemActor(), 'duties.rebuild', {})
  expect(duties).toBeGreaterThan(0)
  expect(await world.do(systemActor(), 'duties.verify', {})).toMatchObject({
    duties,
    differences: 0,
  })
  expect(await world.do(systemActor(), 'duties.nightly', {})).toEqual({
    added: 0,
    altered: 0,
    removed: 0,
  })
  for (const name of ['duties.rebuild', 'duties.verify', 'duties.nightly', 'duties.refresh'])
    await expect(world.do(here.clerk, name, {})).rejects.toMatchObject({ kind: 'forbidden' })
})
