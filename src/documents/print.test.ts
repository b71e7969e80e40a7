import { expect, test } from 'vitest'
import { listData } from './print.ts'
import { placeItems, type SheetItem } from './sheet.ts'

const list = {
  title: '名\0单',
  columns: [
    { title: '姓名', width: '1.5fr' },
    { title: '金额', width: '30mm', align: 'right' },
  ],
  rows: [['甲', '1.00'], ['乙']],
  printedBy: '丙',
  printedAt: '2026-11-21 19:40',
} as const

test('a list is numbered, and short rows are filled up', () => {
  expect(listData(list)).toMatchObject({
    title: '名单',
    columns: [
      { title: '序号', mm: 11, align: 'center' },
      { title: '姓名', fr: 1.5, align: 'left' },
      { title: '金额', mm: 30, align: 'right' },
    ],
    rows: [
      ['1', '甲', '1.00'],
      ['2', '乙', ''],
    ],
    rowHeight: null,
  })
})

test('a list to be signed has the column and rows high enough', () => {
  const data = listData({ ...list, signatureColumn: true })
  expect(data).toMatchObject({
    rowHeight: 10,
    rows: [
      ['1', '甲', '1.00', ''],
      ['2', '乙', '', ''],
    ],
  })
})

test('many columns are set smaller', () => {
  const wide = (count: number) =>
    Array.from({ length: count }, () => ({ title: '栏', width: '1fr' as const }))
  const cases: [number, boolean, number][] = [
    [6, false, 10],
    [9, false, 9],
    [14, false, 8],
    [9, true, 10],
    [14, true, 9],
    [20, true, 8],
  ]
  for (const [count, landscape, textSize] of cases) {
    expect(listData({ ...list, columns: wide(count), landscape })).toMatchObject({ textSize })
  }
})

test('the seal names the snapshot and its hash', () => {
  expect(listData({ ...list, snapshotNo: 'S1', hash: 'ab' })).toMatchObject({
    seal: '名单编号 S1　校验码 ab',
  })
  expect(listData(list)).toMatchObject({ seal: undefined })
})

const item = (label: string, span?: 1 | 2 | 3): SheetItem => ({
  label,
  value: '',
  ...(span && { span }),
})
const spans = (items: SheetItem[], photo = false) =>
  placeItems(items, photo).map((row) =>
    row.map((each) => ('span' in each ? `${each.label}${each.span}` : `photo${each.photoRows}`)),
  )

test('items fill rows of three pairs, the last of a row takes what is left', () => {
  const items = [
    item('a'),
    item('b'),
    item('c'),
    item('d', 2),
    item('e', 2),
    item('f', 3),
    item('g'),
  ]
  expect(spans(items)).toEqual([['a1', 'b1', 'c1'], ['d3'], ['e3'], ['f3'], ['g3']])
})

test('a photograph stands beside the first rows, however few they are', () => {
  expect(spans([item('a'), item('b'), item('c', 3), item('d')], true)).toEqual([
    ['a1', 'b1', 'photo3'],
    ['c2'],
    ['d2'],
  ])
  const [first, ...rest] = spans(
    Array.from({ length: 16 }, () => item('x')),
    true,
  )
  expect(first).toEqual(['x1', 'x1', 'photo6'])
  expect(rest.map((row) => row.length)).toEqual([2, 2, 2, 2, 2, 3, 1])
  expect(spans([], true)).toEqual([['2', 'photo1']])
})
