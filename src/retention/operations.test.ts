import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { addMonths } from '#src/kernel/day.ts'
import { sealTrace } from '#src/audit/seal.ts'
import { verifyTrace } from '#src/audit/verify.ts'
import { useWorld } from '#test/harness/world.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'

const start = '2026-11-21'
const world = useWorld(start)
let bureau: number
let clerk: Actor
let director: Actor
let otherDirector: Actor
let audit: Actor

beforeAll(async () => {
  const region = await world.org('region')
  bureau = await world.org('bureau', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  director = await world.actor('bureauDirector', bureau)
  otherDirector = await world.actor('bureauDirector', bureau)
  audit = await world.actor('auditAdmin', bureau)
})

async function approve(actor: Actor, id: number) {
  const { seen } = await world.do(actor, 'approvals.get', { id })
  return world.do(actor, 'approvals.decide', { id, approve: true, seen: seen ?? 'x' })
}
const sweep = () => world.do(systemActor(), 'retention.sweep', {})
const later = (months: number) => world.setToday(addMonths(start, months))

async function lines(actor: Actor) {
  const all = await world.do(actor, 'retention.list', {})
  return new Map(all.map((line: { code: string }) => [line.code, line])) as Map<string, never>
}

/** Every place in the database that holds a text. */
async function placesWith(mark: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and not relispartition`.execute(world.db)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: hits } = await sql`
      select from ${sql.id(name)} as x where x::text like ${`%${mark}%`} limit 1`.execute(world.db)
    if (hits.length) found.push(name)
  }
  return found
}

test('director, clerk and audit administrator read the periods, with ground and bounds', async () => {
  for (const actor of [director, clerk, audit]) {
    const found = await lines(actor)
    expect(found.get('trace')).toMatchObject({ months: 36, least: 36, setBy: '全平台，取各地最长' })
    expect(found.get('visitNotes')).toMatchObject({ months: 24, most: 24, setBy: '全国默认' })
  }
})

// CSL 23(3), NDR 12: never below six months (184 days), the trace never below three years.
test.each([
  ['signIn', 6],
  ['trace', 35],
  ['visitNotes', 25],
  ['purposes', 12],
])('%s cannot be set to %i months, neither here nor in the table', async (code, months) => {
  const asked = world.do(director, 'retention.set', {
    code,
    months,
    documentNo: '测发〔2026〕1 号',
    validFrom: start,
  })
  await expect(asked).rejects.toMatchObject({ code: 'retention.outOfBounds' })
  if (code === 'purposes') return
  await expect(
    sql`insert into retention_period (class, months, document_no, valid_from)
      values (${code}, ${months}, 'x1', '2027-01-01')`.execute(world.db),
  ).rejects.toThrow('retention_')
})

test('a period changes when a second person agrees, for the own jurisdiction only', async () => {
  const { approvalId } = await world.do(director, 'retention.set', {
    code: 'departed',
    months: 24,
    documentNo: '测发〔2026〕2 号',
    validFrom: start,
  })
  expect((await lines(director)).get('departed')).toMatchObject({ months: 60 })
  await expect(approve(director, approvalId)).rejects.toMatchObject({
    code: 'approvals.ownRequest',
  })
  await approve(otherDirector, approvalId)
  expect((await lines(clerk)).get('departed')).toMatchObject({ months: 24 })
  const elsewhere = await world.actor('bureauDirector', await world.org('bureau'))
  expect((await lines(elsewhere)).get('departed')).toMatchObject({ months: 60 })
})

test('what one jurisdiction wants longer is kept longer for all, where there is one for all', async () => {
  const { approvalId } = await world.do(director, 'retention.set', {
    code: 'trace',
    months: 48,
    documentNo: '测发〔2026〕3 号',
    validFrom: start,
  })
  await approve(otherDirector, approvalId)
  const elsewhere = await world.actor('bureauDirector', await world.org('bureau'))
  expect((await lines(elsewhere)).get('trace')).toMatchObject({ months: 48 })
})

test('free text of a visit and of its corrections goes after 24 months, the visit stays', async () => {
  const id = await world.retiree({ homeId: bureau })
  const visit = await world.db
    .insertInto('visit')
    .values({
      retireeId: id,
      visitedOn: start,
      reasons: ['festival'],
      way: 'home',
      visitors: '甲',
      findings: '走访所见金丝雀',
      accountId: clerk.accountId,
      orgId: bureau,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('visitChange')
    .values({
      visitId: visit.id,
      retireeId: id,
      kind: 'corrected',
      reason: '更正',
      before: JSON.stringify({ findings: '走访所见金丝雀', way: 'home' }),
      after: JSON.stringify({ findings: '走访所见金丝雀二' }),
      accountId: clerk.accountId as number,
      orgId: bureau,
      at: new Date(`${start}T12:00:00+08:00`),
    })
    .execute()
  await world.db
    .insertInto('contactRecord')
    .values({
      retireeId: id,
      contactedOn: start,
      way: 'phone',
      reached: true,
      contactedBy: '甲',
      note: '走访所见金丝雀三',
    })
    .execute()
  later(24)
  expect(await sweep()).toMatchObject({ visitNotes: 0 })
  expect(await placesWith('走访所见金丝雀')).toEqual(['contact_record', 'visit', 'visit_change'])
  world.setToday(addMonths('2026-11-22', 24))
  expect(await sweep()).toMatchObject({ visitNotes: 3 })
  expect(await placesWith('走访所见金丝雀')).toEqual([])
  const kept = await world.db.selectFrom('visit').select('way').where('id', '=', visit.id).execute()
  expect(kept).toEqual([{ way: 'home' }])
  expect(await sweep()).toMatchObject({ visitNotes: 0 })
  expect((await lines(director)).get('visitNotes')).toMatchObject({ total: 3, lastCount: 0 })
  await expect(sql`delete from contact_record`.execute(world.db)).rejects.toThrow('append-only')
})

test('logs, purposes and counts go each at their time, and what is not settled stays', async () => {
  later(0)
  const id = await world.retiree({ homeId: bureau })
  const at = new Date(`${start}T04:00:00Z`)
  const accountId = clerk.accountId as number
  await world.db
    .insertInto('signIn')
    .values({ accountId, at, source: '10.0.0.1', knownDevice: true })
    .execute()
  await world.db.insertInto('personSeen').values({ accountId, day: start, retireeId: id }).execute()
  await world.db
    .insertInto('purposeGrant')
    .values({
      accountId,
      retireeId: id,
      purpose: 'visit',
      grantedAt: at,
      until: new Date(at.getTime() + 60_000),
    })
    .execute()
  const notice = { at, kind: 'x', accountId }
  await world.db
    .insertInto('securityNotice')
    .values([{ ...notice, settledAt: at, settledBy: accountId }, notice])
    .execute()
  const left = async () => {
    const tables = ['signIn', 'personSeen', 'purposeGrant', 'securityNotice'] as const
    return Promise.all(
      tables.map(async (table) => (await world.db.selectFrom(table).selectAll().execute()).length),
    )
  }
  later(3)
  await sweep()
  expect(await left()).toEqual([1, 1, 1, 2])
  later(4)
  await sweep()
  expect(await left()).toEqual([1, 0, 1, 2])
  later(13)
  await sweep()
  expect(await left()).toEqual([0, 0, 1, 1])
  later(37)
  await sweep()
  expect(await left()).toEqual([0, 0, 0, 1])
})

test('files of imports go with every line read from them', async () => {
  later(0)
  const batch = async (status: string) => {
    const { id } = await world.db
      .insertInto('importBatch')
      .values({
        orgId: bureau,
        fileName: '名册.csv',
        file: Buffer.from('导入金丝雀'),
        status,
        createdAt: new Date(`${start}T04:00:00Z`),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await world.db
      .insertInto('importRow')
      .values({
        batchId: id,
        ordinal: 1,
        sheet: '1',
        row: 2,
        values: '{"fullName":"导入金丝雀"}',
        ties: '{}',
        hasError: false,
      })
      .execute()
    return id
  }
  await batch('committed')
  await batch('failed')
  later(2)
  expect(await sweep()).toMatchObject({ failedImports: 2, importFiles: 0 })
  later(7)
  expect(await sweep()).toMatchObject({ failedImports: 0 })
  expect(await placesWith('导入金丝雀')).toEqual([])
  const { id } = await world.db
    .selectFrom('importBatch')
    .select('id')
    .where('status', '=', 'committed')
    .executeTakeFirstOrThrow()
  await world.do(clerk, 'import.get', { id })
  await expect(world.do(clerk, 'import.undo', { id })).rejects.toMatchObject({
    code: 'import.expired',
  })
})

/** One who leaves, with marks in every kind of field and in whatever follows from them. */
async function departedPerson(mark: string, serial: number) {
  later(0)
  const values = {
    fullName: `${mark}甲`,
    idNumber: citizenIdOf('990107', '1931-07-19', serial),
    mobile: `1390000${serial}1`,
    residenceAddress: `${mark}路 1 号`,
    allergies: `${mark}过敏`,
    remark: `${mark}备注`,
  }
  const register = { ...values, retirementCategory: 'tuixiu', birthArchive: '1931-07-19' }
  const { id } = await world.do(clerk, 'roster.register', { values: register })
  const changes = { mobile: `1390000${serial}2`, remark: `${mark}备注二` }
  await world.do(clerk, 'roster.amend', { id, version: 1, changes })
  await world.db
    .insertInto('contact')
    .values({ retireeId: id, name: `${mark}家属`, relation: '子女', phone: `1390000${serial}3` })
    .execute()
  await world.do(clerk, 'snapshots.freeze', {
    title: '名单',
    columns: ['fullName', 'mobile'],
    filters: {},
  })
  await sql`update retiree set left_on = ${start}, left_reason = 'deceased', died_on = ${start}
    where id = ${id}`.execute(world.db)
  return {
    id,
    values,
    marks: [
      values.idNumber,
      `1390000${serial}`,
      `${mark}路`,
      `${mark}过敏`,
      `${mark}备注`,
      `${mark}家属`,
    ],
  }
}

test('what is personal of those who left goes after the period, the register of the dead stays', async () => {
  const { id, marks } = await departedPerson('朱雀', 357)
  expect(await placesWith('朱雀备注')).not.toEqual([])
  later(24)
  expect(await sweep()).toMatchObject({ departed: 0 })
  later(25)
  expect(await sweep()).toMatchObject({ departed: 1 })
  for (const mark of marks) expect(await placesWith(mark), mark).toEqual([])
  const row = await world.db
    .selectFrom('retiree')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ fullName: '朱雀甲', birthArchive: '1931-07-19', diedOn: start })
  const nothing = { idNumberSealed: null, idLookup: null, allergiesSealed: null, mobile: null }
  expect(row).toMatchObject(nothing)
  const rewrite = sql`update retiree_change set operation = 'x'`.execute(world.db)
  await expect(rewrite).rejects.toThrow('append-only')
})

// Years later nothing is left of a person but the number in the trace.
test('a record goes for good when two people agree, wherever it had spread', async () => {
  const { id, values, marks } = await departedPerson('玄武', 359)
  const ask = () => world.do(clerk, 'retention.erase', { id, reason: '保存期满，近亲属申请删除' })
  later(12)
  await expect(ask()).rejects.toMatchObject({ code: 'retention.notYet' })
  later(26)
  const { rows } = await world.do(clerk, 'retention.erasable', {})
  expect(rows).toContainEqual(expect.objectContaining({ id, fullName: '玄武甲' }))
  const { approvalId } = await ask()
  await expect(approve(clerk, approvalId)).rejects.toBeTruthy()
  await approve(director, approvalId)
  const job = world.queued.find(({ operation }) => operation === 'retention.carryOutErasure')
  expect(job).toBeDefined()
  await world.do(systemActor(), job!.operation, job!.input)
  for (const mark of [...Object.values(values), ...marks, '玄武'])
    expect(await placesWith(mark), mark).toEqual([])
  const named = await sql<{ count: number }>`
    select count(*) as count from trace where subject = 'retiree' and subject_id = ${id}`.execute(
    world.db,
  )
  expect(named.rows[0]?.count).toBeGreaterThan(2)
  await expect(world.do(systemActor(), job!.operation, job!.input)).rejects.toMatchObject({
    code: 'retention.notApproved',
  })
  const after = await world.do(clerk, 'retention.erasable', {})
  expect(after.erased).toMatchObject([{ retireeId: id }])
})

test('nobody writes a deletion into the queue past the two', async () => {
  await expect(
    world.do(systemActor(), 'retention.carryOutErasure', { id: 999 }),
  ).rejects.toMatchObject({
    code: 'retention.notApproved',
  })
  await expect(world.do(director, 'retention.carryOutErasure', { id: 1 })).rejects.toMatchObject({
    kind: 'forbidden',
  })
})

// The trace goes by policy alone, sealed first, and what is left still verifies.
test('parts of the trace go when the longest period of any jurisdiction is over', async () => {
  later(0)
  const sealed = async () => {
    await sealTrace(world.db, world.kernel.vault)
    return (await verifyTrace(world.db, { places: [] })).pending
  }
  await expect.poll(sealed).toBeLessThan(3)
  later(47)
  const early = await world.do(systemActor(), 'retention.purgeTrace', {})
  const parts = ({ purged }: { purged: { part: string; rows: number }[] }) =>
    purged.map(({ part }) => part)
  expect(parts(early)).toEqual(['trace_before'])
  later(50)
  const { rows } = await sql<{ count: number }>`select count(*) as count from trace`.execute(
    world.db,
  )
  const purged: { part: string; state: string; rows: number }[] = []
  await expect
    .poll(async () => {
      await sealTrace(world.db, world.kernel.vault)
      purged.push(...(await world.do(systemActor(), 'retention.purgeTrace', {})).purged)
      return purged.some(({ state, rows }) => state === 'purged' && rows > 0)
    })
    .toBe(true)
  expect(purged.find(({ rows }) => rows > 0)?.rows).toBeGreaterThanOrEqual(rows[0]?.count ?? 0)
  expect((await verifyTrace(world.db, { places: [] })).findings).toEqual([])
  const traced = await sql<{ name: string }>`
    select name from trace where operation = 'retention.purgeTrace'`.execute(world.db)
  expect(traced.rows.length).toBeGreaterThan(0)
})
