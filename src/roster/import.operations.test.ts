import { readFileSync } from 'node:fs'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import { citizenIdOf } from './citizenId.ts'
import { templateColumns } from './import/templateColumns.ts'

const world = useWorld()
const fixtures = new URL('../../test/fixtures/rosters/', import.meta.url)
const truth = JSON.parse(readFileSync(new URL('truth.json', fixtures), 'utf8'))

async function bureau() {
  const region = await world.org('region')
  const home = await world.org('bureau', { parentId: region })
  return { region, home, clerk: await world.actor('bureauClerk', home) }
}

async function upload(clerk: Actor, fileName: string, file: Uint8Array): Promise<number> {
  const { id } = await world.do(clerk, 'import.upload', { fileName }, { file })
  await world.do(systemActor(), 'import.check', { id })
  return id
}

async function commit(clerk: Actor, id: number, acceptClean = true): Promise<void> {
  await world.do(clerk, 'import.commit', { id, acceptClean })
  await world.do(systemActor(), 'import.apply', { id })
}

const csv = (...rows: string[]) =>
  Buffer.from(['姓名,性别,身份证号,出生年月,离退休类别,现管单位,手机,社区', ...rows].join('\n'))
const wang = (more = '') =>
  `王建国,男,${citizenIdOf('990101', '1948-03-12', 21)},1948.03,退休,县水利局,19999000001,${more}`
const li = `李秀英,女,${citizenIdOf('990101', '1940-05-06', 12)},1940.05,退休,县水利局,19999000002,`

test.each([
  'county-register.xlsx',
  'units-many-sheets.xlsx',
  'old-office.xls',
  'legacy-export-gb18030.csv',
])('%s is staged with every planted defect and its clean rows are taken', async (name) => {
  const { clerk } = await bureau()
  const id = await upload(clerk, name, readFileSync(new URL(name, fixtures)))
  const { report, status, counts } = await world.do(clerk, 'import.get', { id })
  expect(status).toBe('checked')
  expect(report.rows).toBe(truth.files[name].rows)
  expect(report.counts).toMatchObject(truth.files[name].planted)
  await commit(clerk, id)
  const list = await world.do(clerk, 'roster.list', { filters: { status: 'all' } })
  expect(list.total).toBe(counts.toCreate)
  expect(counts.toCreate).toBe(report.clean)
  const { differences } = await world.do(systemActor(), 'duties.verify', {})
  expect(differences).toBe(0)
})

test('the same file again changes nothing and takes nobody twice', async () => {
  const { clerk } = await bureau()
  await commit(clerk, await upload(clerk, '名册.csv', csv(wang(), li)))
  const again = await upload(clerk, '名册.csv', csv(wang(), li))
  const { counts } = await world.do(clerk, 'import.get', { id: again })
  expect(counts).toMatchObject({ same: 2, toCreate: 0, toUpdate: 0, undecided: 0 })
  await expect(world.do(clerk, 'import.commit', { id: again })).rejects.toMatchObject({
    code: 'import.nothing',
  })
})

test('a later file is compared field by field, and only what is accepted is taken', async () => {
  const { clerk } = await bureau()
  await commit(clerk, await upload(clerk, '名册.csv', csv(wang(), li)))
  const changed = wang('南关社区')
    .replace('19999000001', '19999000009')
    .replace('县水利局', '县水务局')
  const id = await upload(clerk, '新名册.csv', csv(changed, li))
  const [row] = await world.do(clerk, 'import.rows', { id, filter: 'changed' })
  expect(row.diff).toEqual({
    mobile: ['199****0001', '199****0009'],
    managingUnit: ['县水利局', '县水务局'],
    community: [null, '南关社区'],
  })
  expect(row.values.idNumber).toMatch(/^990101\*{8}/)
  expect(await world.events(row.matchId)).toContainEqual(
    expect.objectContaining({ operation: 'import.rows', outcome: 'looked' }),
  )
  await world.do(clerk, 'import.decide', {
    id,
    ordinals: [row.ordinal],
    decision: 'update',
    accepted: ['mobile', 'community'],
  })
  await commit(clerk, id, false)
  const { rows } = await world.do(clerk, 'roster.list', { filters: { text: '王建国' } })
  expect(rows[0]).toMatchObject({
    mobile: '199****0009',
    managingUnit: '县水利局',
    community: '南关社区',
  })
  const [latest] = (await world.do(clerk, 'roster.history', { id: rows[0].id })).filter(
    (entry: { kind: string }) => entry.kind === 'record',
  )
  expect(latest.title).toBe('批量导入更新')
})

test('a suspected duplicate must be decided before the batch is taken', async () => {
  const { clerk } = await bureau()
  await commit(clerk, await upload(clerk, '名册.csv', csv(wang())))
  const twin = wang().replace(/,9901\w+/, `,${citizenIdOf('990108', '1948-03-12', 31)}`)
  const id = await upload(clerk, '名册2.csv', csv(li, twin))
  const { report } = await world.do(clerk, 'import.get', { id })
  expect(report.counts).toMatchObject({ DUPLICATE_OF_RECORD: 1 })
  await expect(world.do(clerk, 'import.commit', { id })).rejects.toMatchObject({
    code: 'import.undecided',
  })
  const [row] = await world.do(clerk, 'import.rows', { id, filter: 'suspected' })
  const [suspect] = row.suspects
  await expect(
    world.do(clerk, 'import.decide', {
      id,
      ordinals: [row.ordinal],
      decision: 'update',
      matchId: suspect.id + 999,
    }),
  ).rejects.toMatchObject({ code: 'import.notASuspect' })
  await world.do(clerk, 'import.decide', { id, ordinals: [row.ordinal], decision: 'create' })
  await commit(clerk, id, false)
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 3 })
})

test('a file with a wrong row is refused whole, unless only the clean rows are wanted', async () => {
  const { clerk } = await bureau()
  const id = await upload(
    clerk,
    '名册.csv',
    csv(wang(), '赵大海,男,99010119480312003X,1948.03,退休,县水利局,,'),
  )
  await expect(world.do(clerk, 'import.commit', { id })).rejects.toMatchObject({ kind: 'conflict' })
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 0 })
  await commit(clerk, id, true)
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 1 })
})

test('a batch is taken back: new people leave, changes return, later work is listed and kept', async () => {
  const { clerk } = await bureau()
  await commit(clerk, await upload(clerk, '名册.csv', csv(wang())))
  const changed = wang().replace('19999000001', '19999000009').replace('县水利局', '县水务局')
  const third = li
    .replace('李秀英', '赵秀兰')
    .replace(/,9901\w+/, `,${citizenIdOf('990101', '1941-05-06', 14)}`)
  const id = await upload(clerk, '新名册.csv', csv(changed, li, third))
  await commit(clerk, id, false)
  const { rows } = await world.do(clerk, 'roster.list', { filters: { text: '赵秀兰' } })
  const { version } = await world.do(clerk, 'roster.get', { id: rows[0].id })
  await world.do(clerk, 'roster.amend', { id: rows[0].id, version, changes: { degree: '学士' } })

  await expect(world.do(clerk, 'import.undo', { id })).rejects.toMatchObject({
    code: 'import.undoConflicts',
    issues: [expect.objectContaining({ message: expect.stringContaining('赵秀兰') })],
  })
  const undone = await world.do(clerk, 'import.undo', { id, leaveConflicts: true })
  expect(undone.conflicts).toHaveLength(1)
  const left = await world.do(clerk, 'roster.list', {})
  expect(left.rows.map((row: { fullName: string }) => row.fullName).sort()).toEqual(
    ['王建国', '赵秀兰'].sort(),
  )
  const wangNow = left.rows.find((row: { fullName: string }) => row.fullName === '王建国')
  expect(wangNow).toMatchObject({ mobile: '199****0001', managingUnit: '县水利局' })
  await expect(world.do(clerk, 'import.undo', { id })).rejects.toMatchObject({
    code: 'import.wrongStatus',
  })
  await commit(clerk, await upload(clerk, '再来.csv', csv(li)))
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 3 })
})

test('unknown units are created or matched as decided, and a match is remembered', async () => {
  const { region, clerk } = await bureau()
  const water = await world.org('unit', { parentId: region, name: '县水务局' })
  const id = await upload(clerk, '名册.csv', csv(wang('南关社区')))
  const { unknown } = await world.do(clerk, 'import.get', { id })
  expect(unknown).toEqual([
    { kind: 'community', name: '南关社区', rows: 1 },
    { kind: 'managingUnit', name: '县水利局', rows: 1 },
  ])
  await world.do(clerk, 'import.matchOrg', {
    id,
    kind: 'managingUnit',
    name: '县水利局',
    choice: water,
  })
  await commit(clerk, id, false)
  const { rows } = await world.do(clerk, 'roster.list', {})
  expect(rows[0]).toMatchObject({ managingUnit: '县水务局', community: '南关社区' })
  const next = await upload(clerk, '名册2.csv', csv(li))
  expect((await world.do(clerk, 'import.get', { id: next })).unknown).toEqual([])
})

test('what is no spreadsheet gets a sentence and stages nothing', async () => {
  const { clerk } = await bureau()
  const id = await upload(
    clerk,
    '照片.xlsx',
    Buffer.from('\x89PNG\r\n\x1a\n'.repeat(200), 'latin1'),
  )
  const batch = await world.do(clerk, 'import.get', { id })
  expect(batch.status).toBe('unreadable')
  expect(batch.message).toMatch(/[\u4e00-\u9fff]/)
  expect(batch.counts.rows).toBe(0)
})

test('another bureau neither sees nor touches a batch', async () => {
  const { clerk } = await bureau()
  const stranger = (await bureau()).clerk
  const id = await upload(clerk, '名册.csv', csv(wang()))
  expect(await world.do(clerk, 'import.list', {})).toEqual([
    expect.objectContaining({ id, fileName: '名册.csv', status: 'checked', rows: 1 }),
  ])
  expect(await world.do(stranger, 'import.list', {})).toEqual([])
  for (const [name, input] of [
    ['import.get', { id }],
    ['import.rows', { id }],
    ['import.commit', { id }],
    ['import.errors', { id }],
    ['import.decide', { id, ordinals: [1], decision: 'skip' }],
  ] as const)
    await expect(world.do(stranger, name, input), name).rejects.toMatchObject({ kind: 'missing' })
})

test('the uploaded file goes back to who uploaded it, and to nobody else', async () => {
  const { clerk, home } = await bureau()
  const other = await world.actor('bureauClerk', home)
  const id = await upload(clerk, '名册.csv', csv(wang()))
  await expect(world.do(other, 'import.errors', { id })).rejects.toMatchObject({
    code: 'import.notYours',
  })
  expect((await world.do(other, 'import.get', { id })).mine).toBe(false)
  const { body } = await world.do(clerk, 'import.errors', { id })
  expect(body).toBeDefined()
})

test('a batch that cannot be written waits again, with the reason, and nothing is half written', async () => {
  const { clerk } = await bureau()
  await commit(clerk, await upload(clerk, '名册.csv', csv(wang())))
  const changed = wang().replace('19999000001', '19999000009')
  const id = await upload(clerk, '新名册.csv', csv(li, changed))
  await world.do(clerk, 'import.commit', { id })
  await world.db
    .updateTable('retiree')
    .set({ diedOn: '2026-11-20', leftOn: '2026-11-20', leftReason: 'deceased' })
    .where('fullName', '=', '王建国')
    .where('leftOn', 'is', null)
    .execute()
  await expect(world.do(systemActor(), 'import.apply', { id })).rejects.toMatchObject({
    code: 'import.personLeft',
  })
  const batch = await world.do(clerk, 'import.get', { id })
  expect(batch).toMatchObject({ status: 'checked', message: expect.stringContaining('已离册') })
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 0 })
})

test('a row is not matched to someone who has died', async () => {
  const { clerk } = await bureau()
  await commit(clerk, await upload(clerk, '名册.csv', csv(wang())))
  await world.db
    .updateTable('retiree')
    .set({ diedOn: '2026-11-20', leftOn: '2026-11-20', leftReason: 'deceased' })
    .where('fullName', '=', '王建国')
    .where('leftOn', 'is', null)
    .execute()
  const id = await upload(clerk, '新名册.csv', csv(wang()))
  const [row] = await world.do(clerk, 'import.rows', { id, filter: 'suspected' })
  const decide = (more: object) =>
    world.do(clerk, 'import.decide', { id, ordinals: [row.ordinal], ...more })
  await expect(decide({ decision: 'update', matchId: row.suspects[0].id })).rejects.toMatchObject({
    code: 'import.suspectLeft',
  })
  await decide({ decision: 'skip' })
  expect((await world.do(clerk, 'import.get', { id })).counts).toMatchObject({ undecided: 0 })
})

test('a number registered since the file was checked refuses the batch whole and opens it again', async () => {
  const { clerk } = await bureau()
  const id = await upload(clerk, '名册.csv', csv(wang(), li))
  const idNumber = citizenIdOf('990101', '1940-05-06', 12)
  const values = { fullName: '李秀英', gender: '2', retirementCategory: 'tuixiu', idNumber }
  await world.do(clerk, 'roster.register', { values })
  await world.do(clerk, 'import.commit', { id })
  await world.do(systemActor(), 'import.apply', { id }).catch((error) => {
    expect(error).toMatchObject({ code: 'import.numberTaken' })
  })
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 1 })
  expect(await world.do(clerk, 'import.get', { id })).toMatchObject({ status: 'checked' })
})

test('the office takes an empty form, and the form filled is taken whole', async () => {
  const { clerk } = await bureau()
  const { fileName, body } = await world.do(clerk, 'import.template', { kind: 'roster' })
  expect(fileName).toBe('花名册模板.xlsx')
  const form = await readXlsx(body)
  const example = templateColumns('roster').map((column) => column.example)
  const sheets = form.sheets.map(({ name, rows, hidden }, at) => ({
    name,
    ...(hidden ? { hidden } : {}),
    rows: at === 0 ? [...rows, example] : rows,
  }))
  const id = await upload(clerk, fileName, await writeXlsx({ sheets }))
  const { report } = await world.do(clerk, 'import.get', { id })
  const unknownNames = ['UNIT_UNKNOWN', 'COMMUNITY_UNKNOWN', 'BRANCH_UNKNOWN']
  expect(Object.keys(report.counts).filter((code) => !unknownNames.includes(code))).toEqual([])
  await commit(clerk, id, false)
  const { rows } = await world.do(clerk, 'roster.list', {})
  const person = await world.do(clerk, 'roster.get', { id: rows[0].id })
  expect(person.values.honours).toHaveLength(2)
  expect(person.values.seasonalStays).toMatchObject([{ from: '2026-11', to: '2027-03' }])
})

test('a fault while a batch is written leaves nothing, says so, and waits for a choice', async () => {
  const { clerk } = await bureau()
  const id = await upload(clerk, '名册.csv', csv(wang(), li))
  await world.do(clerk, 'import.commit', { id })
  await world.pool.query(`create function break_off() returns trigger language plpgsql
    as $$ begin raise exception 'disk full'; end $$`)
  await world.pool.query(`create trigger break_off before insert on tie for each row
    execute function break_off()`)
  const apply = () => world.do(systemActor(), 'import.apply', { id })
  await expect(apply()).rejects.toThrow('disk full')
  const failed = await world.do(clerk, 'import.get', { id })
  expect(failed).toMatchObject({ status: 'failed', counts: { toCreate: 2 } })
  expect(failed.message).toContain('一个人也没有写入')
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 0 })
  await expect(apply()).rejects.toMatchObject({ code: 'import.wrongStatus' })

  await world.pool.query('drop trigger break_off on tie')
  await world.do(clerk, 'import.retry', { id })
  await apply()
  expect(await world.do(clerk, 'import.get', { id })).toMatchObject({ status: 'committed' })
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 2 })
})

test('a fault in what a batch brings about fails the batch too', async () => {
  const { clerk } = await bureau()
  const id = await upload(clerk, '名册.csv', csv(wang()))
  await world.do(clerk, 'import.commit', { id })
  await world.pool.query(`create function refuse_duty() returns trigger language plpgsql
    as $$ begin raise exception 'no duty'; end $$`)
  await world.pool.query(`create trigger refuse_duty before insert on duty for each row
    execute function refuse_duty()`)
  await expect(world.do(systemActor(), 'import.apply', { id })).rejects.toThrow('no duty')
  await world.pool.query('drop trigger refuse_duty on duty')
  expect(await world.do(clerk, 'import.get', { id })).toMatchObject({ status: 'failed' })
  expect(await world.do(clerk, 'roster.list', {})).toMatchObject({ total: 0 })
})

test('a batch given up keeps nobody of the file', async () => {
  const { clerk } = await bureau()
  const id = await upload(clerk, '名册.csv', csv(wang(), li))
  await world.do(clerk, 'import.abandon', { id })
  const batch = await world.do(clerk, 'import.get', { id })
  expect(batch).toMatchObject({ status: 'abandoned', report: null, counts: { rows: 0 } })
  const { file } = await world.db
    .selectFrom('importBatch')
    .select('file')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(file).toHaveLength(0)
  await expect(world.do(clerk, 'import.retry', { id })).rejects.toMatchObject({
    code: 'import.wrongStatus',
  })
})
