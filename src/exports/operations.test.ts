import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import type { Download } from '#src/kernel/operation.ts'
import { bytesOf, plainColumns, rowsIn, useExports, wishFor } from '#test/harness/exports.ts'

const { world, county, people, work, approvedExport, take, filesKept } = useExports()

test('up to twenty people without sensitive columns leave at once, traced one by one', async () => {
  const place = await county()
  const ids = await people(place, 3)
  const rows = await rowsIn(await take(place.clerk, wishFor(ids)))
  expect(rows[3]).toEqual(['序号', '姓名', '年龄', '现管单位', '原单位及职务', '手机'])
  expect(rows[4]?.slice(1, 4)).toEqual([expect.stringMatching(/^甲/), 86, '县水利局'])
  expect(String(rows[2]?.[0])).toMatch(/^导出第 \d+ 号　示范县老干部局　试用\d+　.*　用途：走访$/)
  expect(String(rows.at(-1)?.[0])).toBe(String(rows[2]?.[0]))
  for (const id of ids) {
    const looks = await world.db
      .selectFrom('trace')
      .select(['operation', 'purpose', 'detail'])
      .where('subjectId', '=', id)
      .where('outcome', '=', 'looked')
      .execute()
    expect(looks).toEqual([
      {
        operation: 'exports.take',
        purpose: expect.stringMatching(/^走访，导出第 \d+ 号$/),
        detail: { fields: ['S1', 'S2'] },
      },
    ])
  }
})

test('20 + 20 + 20 within 24 hours is 60: splitting is noticed, repeating is not counted twice', async () => {
  const place = await county()
  const ids = await people(place, 40)
  const half = ids.slice(0, 20)
  await take(place.clerk, wishFor(half))
  await take(place.clerk, wishFor(half))
  const attempts: [object, string][] = [
    [wishFor(ids.slice(20)), 'exports.needsApproval'],
    [wishFor(ids.slice(20, 21)), 'exports.needsApproval'],
    [wishFor(), 'exports.needsApproval'],
    [wishFor(half, { columns: ['fullName', 'idNumber'] }), 'exports.needsApproval'],
    [wishFor(half, { columns: ['fullName', 'healthStatus'] }), 'exports.needsApproval'],
    [wishFor(half, { columns: ['fullName', 'tags'] }), 'exports.needsApproval'],
    [wishFor(half, { clean: true, purpose: 'statistics' }), 'exports.needsApproval'],
  ]
  for (const [wish, code] of attempts)
    await expect(world.do(place.clerk, 'exports.take', wish)).rejects.toMatchObject({ code })
  await expect(world.do(place.clerk, 'exports.card', { id: ids[30] })).rejects.toMatchObject({
    code: 'exports.needsApproval',
  })
  world.setToday('2026-11-23')
  await take(place.clerk, wishFor(ids.slice(20)))
  world.setToday('2026-11-21')
})

test('two halves at the same moment do not both pass', async () => {
  const place = await county()
  const ids = await people(place, 24)
  const halves = [wishFor(ids.slice(0, 12)), wishFor(ids.slice(12))]
  const settled = await Promise.allSettled(
    halves.map((wish) => world.do(place.clerk, 'exports.take', wish)),
  )
  expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('more is asked for, checked by another, made once, fetched once, deleted', async () => {
  const place = await county()
  const ids = await people(place, 25)
  const weight = await world.do(place.clerk, 'exports.weigh', {
    source: wishFor().source,
    columns: plainColumns,
  })
  expect(weight).toMatchObject({ count: 25, within24Hours: 25, needsApproval: true })
  expect(weight.checkers).toHaveLength(1)

  const { id, approvalId } = await world.do(place.clerk, 'exports.request', wishFor())
  await expect(world.do(place.clerk, 'exports.download', { id })).rejects.toMatchObject({
    code: 'exports.notReady',
  })
  await expect(
    world.do(place.clerk, 'approvals.decide', { id: approvalId, approve: true, seen: '-' }),
  ).rejects.toMatchObject({ kind: 'forbidden' })
  const { brief, seen } = await world.do(place.director, 'approvals.get', { id: approvalId })
  expect(brief.facts).toContainEqual({ label: '人数', value: '25 人' })
  expect(brief.table.rows).toHaveLength(10)
  await world.do(place.director, 'approvals.decide', { id: approvalId, approve: true, seen })
  await people(place, 2)
  await work()

  const file = await world.db
    .selectFrom('exportFile')
    .selectAll()
    .where('exportId', '=', id)
    .executeTakeFirstOrThrow()
  expect(file.sealed.subarray(0, 2).toString()).not.toBe('PK')
  for (const actor of [place.director, await world.actor('bureauClerk', place.bureau)])
    await expect(world.do(actor, 'exports.download', { id })).rejects.toMatchObject({
      kind: 'missing',
    })
  const unproven = { ...place.clerk, confirmedUntil: null }
  await expect(world.do(unproven, 'exports.download', { id })).rejects.toMatchObject({
    code: 'session.unconfirmed',
  })
  const tries = await Promise.allSettled(
    [1, 2, 3, 4].map(() => world.do(place.clerk, 'exports.download', { id })),
  )
  const [won, ...others] = tries.filter(({ status }) => status === 'fulfilled')
  expect(others).toEqual([])
  const download = (won as PromiseFulfilledResult<Download>).value
  expect((await rowsIn(await bytesOf(download))).length).toBe(25 + 5)
  expect(await filesKept()).toBe(0)
  await expect(world.do(place.clerk, 'exports.download', { id })).rejects.toMatchObject({
    kind: 'conflict',
    code: 'exports.used',
  })
  const [look] = (await world.events(ids[0] as number)).filter(
    ({ outcome }) => outcome === 'looked',
  )
  expect(look).toMatchObject({ operation: 'exports.download', accountId: place.clerk.accountId })
  const [own] = await world.do(place.clerk, 'exports.list', {})
  expect(own).toMatchObject({ id, state: 'taken', personCount: 25 })
})

test('what nobody fetched is gone after 24 hours', async () => {
  const place = await county()
  await people(place, 21)
  const id = await approvedExport(place, wishFor())
  expect(await filesKept()).toBe(1)
  world.setToday('2026-11-22')
  await expect(world.do(place.clerk, 'exports.download', { id })).rejects.toMatchObject({
    code: 'exports.expired',
  })
  expect(await world.do(systemActor(), 'exports.sweep', {})).toEqual({ deleted: 1 })
  expect(await filesKept()).toBe(0)
  world.setToday('2026-11-21')
})

test('a declined or lapsed request makes no file, and its password is forgotten', async () => {
  const place = await county()
  await people(place, 21)
  const wish = wishFor(undefined, { password: '重阳九月九-2026' })
  const { id, approvalId } = await world.do(place.clerk, 'exports.request', wish)
  const decline = { id: approvalId, approve: false, reason: '请先去掉手机一栏' }
  await world.do(place.director, 'approvals.decide', decline)
  await expect(world.do(systemActor(), 'exports.make', { id })).rejects.toMatchObject({
    kind: 'conflict',
  })
  await world.do(systemActor(), 'exports.sweep', {})
  const { password } = await world.db
    .selectFrom('export')
    .select('password')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(password).toBeNull()
  const [own] = await world.do(place.clerk, 'exports.list', {})
  expect(own).toMatchObject({ state: 'declined', why: '请先去掉手机一栏' })
})

test('with a password the file is an AES-256 archive that opens with it alone', async () => {
  const place = await county()
  await people(place, 21)
  const password = '重阳九月九-2026'
  const id = await approvedExport(place, wishFor(undefined, { password }))
  const download = await world.do(place.clerk, 'exports.download', { id })
  expect(download.fileName).toMatch(/\.zip$/)
  const archive = new ZipReader(new Uint8ArrayReader(await bytesOf(download)))
  const [entry] = await archive.getEntries()
  if (!entry || entry.directory) throw new Error('no file in the archive')
  expect([entry.encrypted, entry.zipCrypto, entry.filename.endsWith('.xlsx')]).toEqual([
    true,
    false,
    true,
  ])
  const opened = (words: string) => entry.getData(new Uint8ArrayWriter(), { password: words })
  await expect(opened('别的密码-2026')).rejects.toThrow()
  expect(await rowsIn(Buffer.from(await opened(password)))).toHaveLength(21 + 5)
})

test('ten rows of any file lead the security administrator to who took it', async () => {
  const place = await county()
  await people(place, 30)
  const security = await world.actor('securityAdmin', place.bureau)
  const second = await world.actor('bureauClerk', place.bureau)
  const found: number[] = []
  const made: number[] = []
  for (const clerk of [place.clerk, second, place.clerk]) {
    const id = await approvedExport({ ...place, clerk }, wishFor())
    const bytes = await bytesOf(await world.do(clerk, 'exports.download', { id }))
    const rows = (await rowsIn(bytes)).slice(12, 22)
    const text = rows.map((row) => row.join('\t')).join('\n')
    const traced = await world.do(security, 'exports.trace', { text })
    expect(traced).toMatchObject({ by: 'mark', purpose: '走访' })
    made.push(id)
    found.push(traced.id)
  }
  expect(found).toEqual(made)
  const line = await world.do(security, 'exports.trace', { text: `导出第 ${made[0]} 号　某局` })
  expect(line).toMatchObject({ id: made[0], by: 'line' })
  await expect(world.do(security, 'exports.trace', { text: '1\t王建国' })).rejects.toMatchObject({
    code: 'exports.noMark',
  })
  const stranger = await world.actor('securityAdmin', (await county()).bureau)
  await expect(
    world.do(stranger, 'exports.trace', { text: `导出第 ${made[0]} 号` }),
  ).rejects.toMatchObject({ code: 'exports.noMark' })
})

test('names, numbers, dates and units carry no mark; the official return none at all', async () => {
  const place = await county()
  await people(place, 2)
  const columns = ['fullName', 'idNumber', 'birth', 'managingUnit', 'lastUnitAndPost']
  const marked = await approvedExport(place, wishFor(undefined, { columns }))
  const rows = await rowsIn(
    await bytesOf(await world.do(place.clerk, 'exports.download', { id: marked })),
  )
  for (const row of rows.slice(4, 6)) {
    for (const cell of row.slice(1, 5)) expect(cell).not.toMatch(/\p{Cf}/u)
    expect(row[2]).toMatch(/^\d{17}[\dX]$/)
    expect(row[0]).toMatch(/\p{Cf}{24}$/u)
  }
  const wish = wishFor(undefined, { columns, clean: true, purpose: 'statistics', format: 'csv' })
  const clean = await approvedExport(place, wish)
  const bytes = await bytesOf(await world.do(place.clerk, 'exports.download', { id: clean }))
  const text = bytes.toString().replace(/^\uFEFF/, '')
  expect(text).not.toMatch(/\p{Cf}/u)
  const [head, first] = Papa.parse<string[]>(text).data
  expect(head?.at(-1)).toBe('导出标识')
  expect(first?.at(-1)).toContain(`导出第 ${clean} 号`)
})

test.each([
  ['without its mark for another purpose', { clean: true }, 'clean'],
  ['for inspection without the task', { purpose: 'inspection' }, 'note'],
  ['as a print of a list that is not frozen', { format: 'pdf' }, 'format'],
  ['without a column', { columns: [] }, 'columns'],
  ['with a short password', { password: '1234' }, 'password'],
  ['for nothing', { purpose: 'curiosity' }, 'purpose'],
])('a request %s is refused at its field', async (_what, wrong, field) => {
  const { clerk } = await county()
  await expect(world.do(clerk, 'exports.request', wishFor(undefined, wrong))).rejects.toMatchObject(
    { issues: [expect.objectContaining({ field })] },
  )
})
