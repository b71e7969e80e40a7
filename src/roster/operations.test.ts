import { expect, test } from 'vitest'
import { approved } from '#test/harness/approved.ts'
import { useWorld } from '#test/harness/world.ts'
import { citizenIdOf } from './citizenId.ts'

const world = useWorld()
let serial = 0

async function county() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const clerk = await world.actor('bureauClerk', region)
  const second = await world.actor('bureauClerk', bureau)
  return { region, bureau, unit, community, clerk, second }
}

/** Odd serial numbers belong to men. */
function number(birth = '1948-03-12') {
  serial += 2
  return citizenIdOf('990101', birth, serial + 1)
}

const person = (more = {}) => ({
  fullName: '王建国',
  gender: '1',
  birthArchive: '1948-03',
  retirementCategory: 'tuixiu',
  idNumber: number(),
  ...more,
})

test('a registered person is found by name, pinyin, initials and number, with numbers masked', async () => {
  const { clerk, unit } = await county()
  const values = person({ mobile: '19999000001' })
  const { id } = await world.do(clerk, 'roster.register', { values, ties: { managingUnit: unit } })
  for (const text of ['建国', 'wangjianguo', 'wjg', values.idNumber.slice(-4), '19999000001']) {
    const { rows, total } = await world.do(clerk, 'roster.list', { filters: { text } })
    expect([total, rows[0]?.id]).toEqual([1, id])
  }
  const { rows } = await world.do(clerk, 'roster.list', {})
  expect(rows[0]).toMatchObject({ age: 78, idNumber: expect.stringMatching(/^990101\*{8}/) })
  expect(rows[0].mobile).toMatch(/\*{4}/)
  expect((await world.do(clerk, 'roster.get', { id })).values.idNumber).toMatch(/^990101\*{8}/)
  await world.do(clerk, 'roster.reveal', { id, purpose: 'service' })
  expect((await world.do(clerk, 'roster.get', { id })).values.idNumber).toBe(values.idNumber)
  const names = (await world.events(id)).map((event) => event.name)
  expect(names).toEqual([
    'retiree.registered',
    'record.looked',
    'retiree.revealed',
    'record.looked',
  ])
})

test.each([
  ['a wrong check character', { idNumber: '99010119480312003X' }, 'idNumber'],
  ['a sex that contradicts the number', { gender: '2' }, 'gender'],
  ['a birth in the future', { birthArchive: '2027-01' }, 'birthArchive'],
  ['work begun before birth', { workStart: '1947' }, 'workStart'],
  [
    '离休 after 1949-09-30 (国发〔1982〕62号)',
    { retirementCategory: 'lixiu', revolutionJoin: '1949-10' },
    'revolutionJoin',
  ],
  ['a telephone of ten digits', { mobile: '1999900001' }, 'mobile'],
  ['no name', { fullName: '' }, 'fullName'],
  ['a date that does not exist', { workStart: '1970-02-30' }, 'workStart'],
  ['an unknown code', { ethnicity: '77' }, 'ethnicity'],
])(
  'registering is refused for %s, at its field, and changes nothing',
  async (_why, wrong, field) => {
    const { clerk } = await county()
    const attempt = world.do(clerk, 'roster.register', { values: person(wrong) })
    await expect(attempt).rejects.toMatchObject({
      kind: 'invalid',
      issues: expect.arrayContaining([
        expect.objectContaining({ field: expect.stringMatching(new RegExp(`${field}$`)) }),
      ]),
    })
    expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 0 })
  },
)

test('a look-alike must be decided before it is registered, and the decision is remembered', async () => {
  const { clerk } = await county()
  const first = await world.do(clerk, 'roster.register', { values: person({ idNumber: null }) })
  const twin = { values: person({ idNumber: null, birthArchive: '1948-03-30' }) }
  await expect(world.do(clerk, 'roster.register', twin)).rejects.toMatchObject({
    code: 'roster.suspectedDuplicate',
  })
  await world.do(clerk, 'roster.register', { ...twin, distinctFrom: [first.id] })
  expect(await world.do(clerk, 'roster.duplicates', {})).toEqual([])
})

test('the same number is refused twice within a bureau and not disclosed to another', async () => {
  const [here, there] = [await county(), await county()]
  const values = person()
  await world.do(here.clerk, 'roster.register', { values })
  await expect(
    world.do(here.clerk, 'roster.register', { values: { ...values, fullName: '李四' } }),
  ).rejects.toMatchObject({ code: 'roster.numberTaken' })
  await expect(world.do(there.clerk, 'roster.register', { values })).resolves.toMatchObject({
    version: 1,
  })
})

test('a change keeps its history, and the record can be read as of an earlier day', async () => {
  const { clerk } = await county()
  const { id } = await world.do(clerk, 'roster.register', { values: person() })
  const amend = (version: number, changes: object, effectiveOn?: string) =>
    world.do(clerk, 'roster.amend', { id, version, changes, ...(effectiveOn && { effectiveOn }) })
  await amend(1, { currentTreatment: '132' }, '2026-03-01')
  await amend(2, { currentTreatment: '131' }, '2026-09-01')
  await expect(amend(2, { degree: '学士' })).rejects.toMatchObject({
    code: 'roster.changedMeanwhile',
  })
  const on = async (day: string) =>
    (await world.do(clerk, 'roster.asOf', { id, day })).values.currentTreatment
  expect([await on('2026-02-28'), await on('2026-03-01'), await on('2026-11-21')]).toEqual([
    null,
    '132',
    '131',
  ])
  const [latest] = await world.do(clerk, 'roster.history', { id })
  expect(latest.lines).toEqual(['现享受待遇：县处级副职 → 县处级正职'])
})

test('death is one event: read-only, off every list, survivors kept, reversible with a reason', async () => {
  const { clerk } = await county()
  const { id } = await world.do(clerk, 'roster.register', { values: person() })
  await world.do(clerk, 'roster.saveContact', { id, name: '赵秀兰', relation: '10' })
  await world.do(clerk, 'roster.saveContact', { id, name: '社区小李', relation: '99' })
  await world.do(clerk, 'roster.recordDeath', {
    id,
    version: 1,
    diedOn: '2026-11-20',
    reportedBy: '女儿王芳',
  })
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 0 })
  expect(await world.do(clerk, 'roster.list', { filters: { status: 'deceased' } })).toMatchObject({
    total: 1,
  })
  await expect(
    world.do(clerk, 'roster.amend', { id, version: 2, changes: { degree: '学士' } }),
  ).rejects.toMatchObject({ code: 'roster.readOnly' })
  const { contacts } = await world.do(clerk, 'roster.get', { id })
  expect(
    contacts.map((contact: { survivorSince: string | null }) => contact.survivorSince),
  ).toEqual(['2026-11-20', null])
  const reversal = { id, why: '同名误报，已与家属核实' }
  await approved(world, clerk, 'roster.reverseDeath', reversal)
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 1 })
})

test.each([
  ['tomorrow', '2026-11-22'],
  ['before birth', '1947'],
])('a death %s is refused', async (_when, diedOn) => {
  const { clerk } = await county()
  const { id } = await world.do(clerk, 'roster.register', { values: person() })
  const death = { id, version: 1, diedOn, reportedBy: '女儿王芳' }
  await expect(world.do(clerk, 'roster.recordDeath', death)).rejects.toMatchObject({
    issues: [expect.objectContaining({ field: 'diedOn' })],
  })
})

test('a correction is proposed by one, verified by another, and only then takes effect', async () => {
  const { clerk, second, unit } = await county()
  const liaison = await world.actor('unitLiaison', unit)
  const { id } = await world.do(clerk, 'roster.register', {
    values: person(),
    ties: { managingUnit: unit },
  })
  const request = {
    id,
    proposed: { mobile: '19999000002' },
    reason: '本人来电',
    channel: 'phone',
    requestedBy: '王建国本人',
  }
  const { requestId } = await world.do(liaison, 'roster.requestChange', request)
  await expect(
    world.do(liaison, 'roster.decideChange', { requestId, accept: true, decision: '同意' }),
  ).rejects.toMatchObject({ kind: 'forbidden' })
  const before = await world.do(clerk, 'roster.get', { id })
  expect([before.values.mobile, before.requests.length]).toEqual([null, 1])
  const decision = { requestId, accept: true, decision: '已回电核实' }
  await world.do(second, 'roster.decideChange', decision)
  await expect(world.do(clerk, 'roster.decideChange', decision)).rejects.toMatchObject({
    code: 'roster.alreadyDecided',
  })
  const after = await world.do(clerk, 'roster.get', { id })
  expect([after.values.mobile, after.requests.length, after.version]).toEqual(['199****0002', 0, 2])
})

test('two records of one person become one, with ties, contacts and empty fields carried over', async () => {
  const { clerk, unit, community } = await county()
  const register = (values: object, ties = {}, distinctFrom: number[] = []) =>
    world.do(clerk, 'roster.register', { values, ties, distinctFrom })
  const keep = await register(person({ idNumber: null }), { managingUnit: unit })
  const drop = await register(person({ degree: '学士' }), { community }, [keep.id])
  await world.db.deleteFrom('duplicateDecision').execute()
  await world.do(clerk, 'roster.saveContact', { id: drop.id, name: '赵秀兰', relation: '10' })
  const pairs = await world.do(clerk, 'roster.duplicates', {})
  expect(pairs).toMatchObject([{ signals: ['姓名和出生年月相同'] }])
  const merge = { keepId: keep.id, dropId: drop.id, reason: '电话核实为同一人' }
  await approved(world, clerk, 'roster.merge', merge)
  const merged = await world.do(clerk, 'roster.get', { id: keep.id })
  expect(merged.values).toMatchObject({ degree: '学士' })
  expect(merged.values.idNumber).toMatch(/^990101/)
  expect(merged.contacts).toHaveLength(1)
  expect(merged.ties.map((tie: { kind: string }) => tie.kind).sort()).toEqual([
    'community',
    'managingUnit',
  ])
  expect(await world.do(clerk, 'roster.list', { filters: { status: 'all' } })).toMatchObject({
    total: 1,
  })
  await expect(world.do(clerk, 'roster.merge', merge)).rejects.toMatchObject({
    code: 'roster.readOnly',
  })
})

test('moving house changes address and community from the day of the move', async () => {
  const { clerk, region, community } = await county()
  const next = await world.org('community', { parentId: region })
  const { id } = await world.do(clerk, 'roster.register', { values: person(), ties: { community } })
  world.setToday('2026-12-01')
  await world.do(clerk, 'roster.recordEvent', {
    kind: 'moved',
    id,
    on: '2026-11-25',
    residenceAddress: '示范县南关街道幸福小区3号',
    communityId: next,
  })
  const earlier = await world.do(clerk, 'roster.asOf', { id, day: '2026-11-24' })
  const later = await world.do(clerk, 'roster.asOf', { id, day: '2026-11-25' })
  world.setToday('2026-11-21')
  expect([earlier.values.residenceAddress, earlier.ties[0].orgId]).toEqual([null, community])
  expect([later.values.residenceAddress, later.ties[0].orgId]).toEqual([
    '示范县南关街道幸福小区3号',
    next,
  ])
})

test('pages follow each other without gap or repetition, and the count is exact', async () => {
  const { clerk, bureau } = await county()
  const ids = new Set<number>()
  for (let i = 0; i < 23; i++)
    ids.add(await world.retiree({ homeId: bureau, fullName: '张三', namePinyin: `p${i % 3}` }))
  for (const sort of ['name', 'age', 'retiredOn', 'fileNo'])
    for (const descending of [false, true]) {
      const seen: number[] = []
      let after: unknown
      do {
        const page = await world.do(clerk, 'roster.list', { sort, descending, limit: 5, after })
        expect(page.total).toBe(23)
        seen.push(...page.rows.map((row: { id: number }) => row.id))
        after = page.next
      } while (after)
      expect(new Set(seen)).toEqual(ids)
      expect(seen).toHaveLength(23)
    }
})

test('the page before a page is the one that led to it, and the first has none before it', async () => {
  const { clerk, bureau } = await county()
  for (let i = 0; i < 12; i++) await world.retiree({ homeId: bureau, namePinyin: `p${i % 3}` })
  for (const sort of ['name', 'age'])
    for (const descending of [false, true]) {
      const ask = (cursor: object) =>
        world.do(clerk, 'roster.list', { sort, descending, limit: 5, ...cursor })
      const first = await ask({})
      const second = await ask({ after: first.next })
      const third = await ask({ after: second.next })
      expect(first.previous).toBeUndefined()
      expect(third.next).toBeUndefined()
      expect((await ask({ before: third.previous })).rows).toEqual(second.rows)
      const back = await ask({ before: second.previous })
      expect(back.rows).toEqual(first.rows)
      expect(back.previous).toBeUndefined()
      expect(back.next).toEqual(first.next)
    }
})

test('a list of ticked people holds those and no others', async () => {
  const { clerk, bureau } = await county()
  const [one] = [await world.retiree({ homeId: bureau }), await world.retiree({ homeId: bureau })]
  const stranger = await county()
  const other = await world.retiree({ homeId: stranger.bureau })
  const { rows } = await world.do(clerk, 'roster.list', { filters: { ids: [one, other] } })
  expect(rows.map((row: { id: number }) => row.id)).toEqual([one])
})

test('a filter by age counts completed years on the day', async () => {
  const { clerk, bureau } = await county()
  await world.retiree({ homeId: bureau, birthArchive: '1936-11-21' })
  await world.retiree({ homeId: bureau, birthArchive: '1936-11-22' })
  const { total } = await world.do(clerk, 'roster.list', { filters: { ageFrom: 90 } })
  expect(total).toBe(1)
  expect(await world.do(clerk, 'roster.list', { filters: { ageTo: 89 } })).toMatchObject({
    total: 1,
  })
})

test('history shows telephones in part: seeing them whole is always recorded', async () => {
  const { clerk } = await county()
  const { id } = await world.do(clerk, 'roster.register', { values: person() })
  const changes = { mobile: '19999000001' }
  await world.do(clerk, 'roster.amend', { id, version: 1, changes })
  const history = await world.do(clerk, 'roster.history', { id })
  expect(history).toContainEqual(expect.objectContaining({ lines: ['手机：空 → 199****0001'] }))
})

test('a look-alike is found by the birth month of the number where the archive knows the year only', async () => {
  const { clerk } = await county()
  const values = person({ birthArchive: '1948' })
  await world.do(clerk, 'roster.register', { values })
  const { fullName } = values
  const found = await world.do(clerk, 'roster.suspects', {
    values: { fullName, birthArchive: '1948-03' },
  })
  expect(found).toMatchObject([{ fullName, signals: ['sameNameAndBirth'] }])
})

test('another county sees nothing of a person, by any operation', async () => {
  const { clerk } = await county()
  const stranger = (await county()).clerk
  const { id } = await world.do(clerk, 'roster.register', { values: person() })
  const attempts: [string, object][] = [
    ['roster.get', { id }],
    ['roster.asOf', { id, day: '2026-11-21' }],
    ['roster.history', { id }],
    ['transparency.looks', { id }],
    ['exports.card', { id }],
    ['roster.reveal', { id, purpose: 'service' }],
    ['roster.amend', { id, version: 1, changes: { degree: '学士' } }],
    ['roster.setTie', { id, kind: 'community', orgId: null, on: '2026-11-21' }],
    ['roster.recordDeath', { id, version: 1, diedOn: '2026-11-20', reportedBy: '某某' }],
    ['roster.addTag', { id, code: 'livingAlone', fromOn: '2026-01-01', evidence: '入户' }],
    ['roster.verify', { ids: [id], on: '2026-11-21', method: 'phone' }],
    ['roster.saveContact', { id, name: '赵秀兰', relation: '10' }],
  ]
  for (const [name, input] of attempts)
    await expect(world.do(stranger, name, input), name).rejects.toMatchObject({ kind: 'missing' })
  expect(await world.do(stranger, 'roster.list', { filters: { status: 'all' } })).toMatchObject({
    total: 0,
  })
  expect(await world.do(stranger, 'roster.find', { text: '王建国' })).toEqual([])
})

test('a community worker sees the person without number, health and money', async () => {
  const { clerk, community } = await county()
  const worker = await world.actor('communityWorker', community)
  const { id } = await world.do(clerk, 'roster.register', {
    values: person({ healthStatus: '30', monthlyPensionFen: 600_000 }),
    ties: { community },
  })
  const { rows } = await world.do(worker, 'roster.list', {})
  expect(rows[0]).toMatchObject({ idNumber: null, healthStatus: null })
  const seen = await world.do(worker, 'roster.get', { id })
  expect(Object.keys(seen.values)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/idNumber|healthStatus|monthlyPensionFen/)]),
  )
  await expect(
    world.do(worker, 'roster.reveal', { id, purpose: 'treatment' }),
  ).rejects.toMatchObject({ kind: 'forbidden' })
})
