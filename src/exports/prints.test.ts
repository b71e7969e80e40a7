import { afterAll, expect, test } from 'vitest'
import { stopPdf } from '#src/documents/pdf.ts'
import { readPdf } from '#test/pdf-text.ts'
import { bytesOf, printWish, rowsIn, useExports, wishFor } from '#test/harness/exports.ts'

const { world, county, people, approvedExport, take } = useExports()
afterAll(stopPdf)

async function frozen(place: Awaited<ReturnType<typeof county>>, count: number) {
  await people(place, count)
  const columns = ['fullName', 'idNumber', 'mobile', 'age', 'managingUnit']
  const list = { title: '春节慰问名单', columns }
  const { id } = await world.do(place.clerk, 'snapshots.freeze', list)
  return id as number
}

test('one agreement covers the prints of a frozen list for a day, with a line to sign', async () => {
  const place = await county()
  const snapshot = await frozen(place, 25)
  const wish = printWish(snapshot, ['fullName', 'idNumber', 'mobile'])
  const id = await approvedExport(place, wish)
  const print = async (signature: string) => {
    const file = await world.do(place.clerk, 'exports.print', { id, signature })
    const pages = readPdf(await bytesOf(file))
    expect(pages.reduce((sum, { boxes }) => sum + boxes, 0)).toBe(0)
    return pages
      .map((page) => page.text)
      .join('')
      .replace(/\s/g, '')
  }
  const signed = await print('true')
  expect(signed).toContain('签名')
  expect(signed).toContain('第' + id + '号')
  expect(signed).toMatch(/990101\d{11}[\dX]/)
  expect(await print('false')).not.toContain('签名')
  world.setToday('2026-11-22')
  await expect(world.do(place.clerk, 'exports.print', { id })).rejects.toMatchObject({
    code: 'exports.expired',
  })
  world.setToday('2026-11-21')
})

test('a short frozen list without sensitive columns is printed at once', async () => {
  const place = await county()
  const snapshot = await frozen(place, 3)
  const text = readPdf(await take(place.clerk, printWish(snapshot)))
    .map((page) => page.text)
    .join('')
  expect(text).not.toContain('990101')
  await expect(
    world.do(place.clerk, 'exports.take', printWish(snapshot, ['fullName', 'idNumber'])),
  ).rejects.toMatchObject({ code: 'exports.needsApproval' })
  await expect(
    world.do(place.clerk, 'exports.take', printWish(snapshot, ['fullName', 'branch'])),
  ).rejects.toMatchObject({ code: 'exports.noSuchColumn' })
})

test('a workbook of a frozen list holds its rows as they were frozen', async () => {
  const place = await county()
  const snapshot = await frozen(place, 3)
  const wish = {
    ...printWish(snapshot, ['fullName', 'idNumber', 'mobile']),
    format: 'xlsx',
  }
  const id = await approvedExport(place, wish)
  const bytes = await bytesOf(await world.do(place.clerk, 'exports.download', { id }))
  const rows = (await rowsIn(bytes)).slice(4, -1).map((row) => row.slice(1))
  const { rows: shown } = await world.do(place.clerk, 'snapshots.get', { id: snapshot })
  const names = shown.map(({ cells }: { cells: string[] }) => cells[0])
  expect(rows.map(([name]) => name)).toEqual(names)
  for (const [, number, mobile] of rows) {
    expect(number).toMatch(/^990101\d{11}[\dX]$/)
    expect(mobile).toMatch(/^199990\d{5}$/)
  }
})

test('a stranger exports nobody, by any way', async () => {
  const place = await county()
  const ids = await people(place, 2)
  const snapshot = await frozen(place, 1)
  const stranger = (await county()).clerk
  for (const operation of ['exports.take', 'exports.request']) {
    await expect(world.do(stranger, operation, wishFor(ids))).rejects.toMatchObject({
      code: 'snapshots.empty',
    })
    await expect(world.do(stranger, operation, printWish(snapshot))).rejects.toMatchObject({
      kind: 'missing',
    })
  }
  const worker = await world.actor('communityWorker', place.region)
  await expect(world.do(worker, 'exports.request', wishFor(ids))).rejects.toMatchObject({
    kind: 'forbidden',
  })
})
