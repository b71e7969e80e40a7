import { expect, test } from 'vitest'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { useWorld } from '#test/harness/world.ts'
import { openedCells } from './cells.ts'

const world = useWorld()
const columns: ColumnKey[] = ['fullName', 'idNumber', 'mobile', 'age', 'managingUnit']
const list = { title: '春节慰问名单', columns }

async function county() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region, name: '县水利局' })
  const other = await world.org('unit', { parentId: region, name: '县农业农村局' })
  const clerk = await world.actor('bureauClerk', bureau)
  const liaison = await world.actor('unitLiaison', unit)
  return { region, bureau, unit, other, clerk, liaison }
}

let serial = 0

/** 王𬱖, 李㛃 and 买买提·艾力 of the water bureau, with numbers. */
async function three({ bureau, unit }: Awaited<ReturnType<typeof county>>) {
  const named = [
    ['王𬱖', 'wangwei'],
    ['李㛃', 'lijie'],
    ['买买提·艾力', 'maimaiti·aili'],
  ] as const
  const ids = []
  for (const [fullName, namePinyin] of named)
    ids.push(
      await world.retiree({
        homeId: bureau,
        managingUnit: unit,
        fullName,
        namePinyin,
        idNumber: citizenIdOf('990101', '1940-01-01', ++serial),
        mobile: `199990${String(serial).padStart(5, '0')}`,
      }),
    )
  return ids as [number, number, number]
}

const frozenCells = async (snapshotId: number) =>
  (
    await world.db
      .selectFrom('snapshotRow')
      .select(['ordinal', 'cells'])
      .where('snapshotId', '=', snapshotId)
      .orderBy('ordinal')
      .execute()
  ).map(({ ordinal, cells }) =>
    openedCells(world.kernel.vault, `${snapshotId}.${ordinal}`, columns, cells as string[]),
  )

test('the same list frozen twice has the same digest, another list another', async () => {
  const place = await county()
  const [, second] = await three(place)
  const first = await world.do(place.clerk, 'snapshots.freeze', list)
  const again = await world.do(place.clerk, 'snapshots.freeze', list)
  expect([first.count, again.count]).toEqual([3, 3])
  await world.do(place.clerk, 'snapshots.freeze', { ...list, descending: true })
  await world.do(place.clerk, 'snapshots.freeze', { ...list, filters: { ids: [second] } })
  const all = await world.do(place.clerk, 'snapshots.list', {})
  const [one, backwards, repeated, original] = all.map(({ hash }: { hash: string }) => hash)
  expect(original).toMatch(/^[0-9a-f]{64}$/)
  expect(repeated).toBe(original)
  expect(new Set([one, backwards, original]).size).toBe(3)
})

test('rows hold numbers in full as text; the screen masks them', async () => {
  const place = await county()
  await three(place)
  const { id } = await world.do(place.clerk, 'snapshots.freeze', list)
  const cells = await frozenCells(id)
  expect(cells.map(([name]) => name)).toEqual(['李㛃', '买买提·艾力', '王𬱖'])
  for (const [, number, mobile] of cells) {
    expect(number).toMatch(/^990101\d{11}[\dX]$/)
    expect(mobile).toMatch(/^199990\d{5}$/)
  }
  const shown = await world.do(place.clerk, 'snapshots.get', { id })
  expect(shown).toMatchObject({ rowCount: 3, asOf: '2026-11-21', title: '春节慰问名单' })
  expect(shown.rows[0].cells).toEqual([
    '李㛃',
    expect.stringMatching(/^990101\*{8}.{4}$/),
    expect.stringMatching(/^199\*{4}\d{4}$/),
    '86',
    '县水利局',
  ])
})

test('a frozen list is never changed: rows and head are append-only', async () => {
  const place = await county()
  await three(place)
  const { id } = await world.do(place.clerk, 'snapshots.freeze', list)
  const rows = world.db.updateTable('snapshotRow').set({ cells: '[]' }).where('snapshotId', '=', id)
  await expect(rows.execute()).rejects.toThrow('append-only')
  const head = world.db.updateTable('snapshot').set({ hash: '' }).where('id', '=', id)
  await expect(head.execute()).rejects.toThrow('append-only')
  await expect(
    world.db.deleteFrom('snapshotRow').where('snapshotId', '=', id).execute(),
  ).rejects.toThrow('append-only')
})

test('reopened later it tells who died, left, moved and came; its rows stay', async () => {
  const place = await county()
  const { clerk, unit, other, bureau } = place
  const [dead, gone, moved] = await three(place)
  const wanted = { ...list, filters: { orgId: unit } }
  const { id } = await world.do(clerk, 'snapshots.freeze', wanted)
  const before = await world.do(clerk, 'snapshots.get', { id })
  expect(before.since).toEqual({ counts: {}, people: [] })

  const { version } = await world.do(clerk, 'roster.get', { id: dead })
  const death = { id: dead, version, diedOn: '2026-11-20', reportedBy: '女儿王某' }
  await world.do(clerk, 'roster.recordDeath', death)
  await world.db
    .updateTable('retiree')
    .set({ leftOn: '2026-11-20', leftReason: 'transferredOut' })
    .where('id', '=', gone)
    .execute()
  await world.do(clerk, 'roster.setTie', {
    id: moved,
    kind: 'managingUnit',
    orgId: other,
    on: '2026-11-21',
  })
  const added = await world.retiree({ homeId: bureau, managingUnit: unit, fullName: '赵新' })

  const after = await world.do(clerk, 'snapshots.get', { id })
  expect(after.since.counts).toEqual({ died: 1, left: 1, moved: 1, added: 1 })
  const who = after.since.people.map((one: { retireeId: number; change: string }) => [
    one.retireeId,
    one.change,
  ])
  expect(who).toEqual(
    expect.arrayContaining([
      [dead, 'died'],
      [gone, 'left'],
      [moved, 'moved'],
      [added, 'added'],
    ]),
  )
  expect(after.rows).toEqual(before.rows)
})

test('what a unit froze is compared within the unit, whoever opens it', async () => {
  const place = await county()
  await three(place)
  await world.retiree({ homeId: place.bureau, managingUnit: place.other, fullName: '钱旁' })
  const { id, count } = await world.do(place.liaison, 'snapshots.freeze', list)
  expect(count).toBe(3)
  const opened = await world.do(place.clerk, 'snapshots.get', { id })
  expect(opened.since).toEqual({ counts: {}, people: [] })
})

test('strangers and those below see no list; who may not take one is refused', async () => {
  const place = await county()
  await three(place)
  const { id } = await world.do(place.clerk, 'snapshots.freeze', list)
  const stranger = (await county()).clerk
  for (const actor of [stranger, place.liaison]) {
    await expect(world.do(actor, 'snapshots.get', { id })).rejects.toMatchObject({
      kind: 'missing',
    })
    expect(await world.do(actor, 'snapshots.list', {})).toEqual([])
  }
  const worker = await world.actor('communityWorker', place.region)
  await expect(world.do(worker, 'snapshots.freeze', list)).rejects.toMatchObject({
    kind: 'forbidden',
  })
})

test.each([
  ['nobody on it', { filters: { text: '没有这个人' } }, 'snapshots.empty'],
  ['no column', { columns: [] }, 'kernel.invalidInput'],
  ['a column twice', { columns: ['age', 'age'] }, 'kernel.invalidInput'],
  ['a column that does not exist', { columns: ['faith'] }, 'kernel.invalidInput'],
  ['no name', { title: ' ' }, 'kernel.invalidInput'],
])('a list with %s is not frozen', async (_why, wrong, code) => {
  const place = await county()
  await three(place)
  await expect(
    world.do(place.clerk, 'snapshots.freeze', { ...list, ...wrong }),
  ).rejects.toMatchObject({ code })
  expect(await world.do(place.clerk, 'snapshots.list', {})).toEqual([])
})

test('freezing is recorded with the list', async () => {
  const place = await county()
  await three(place)
  const { id } = await world.do(place.clerk, 'snapshots.freeze', list)
  const [frozen] = await world.events(id, 'snapshot')
  expect(frozen).toMatchObject({ name: 'snapshot.frozen', detail: { count: 3 } })
})
