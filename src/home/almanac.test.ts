import { expect, test } from 'vitest'
import { almanacOf } from './almanac.ts'

// GB/T 33661 农历的编算和颁行: terms and festivals as published for these days.
test.each([
  ['2026-11-22', '星期日', '十月十四', ['小雪']],
  ['2026-10-18', '星期日', '九月初九', ['重阳节（老年节）']],
  ['2027-02-06', '星期六', '正月初一', ['春节']],
  ['2026-12-22', '星期二', '冬月十四', ['冬至']],
  ['2025-07-26', '星期六', '闰六月初二', []],
  ['2026-04-05', '星期日', '二月十八', ['清明节']],
  ['2026-07-01', '星期三', '五月十七', ['建党节']],
])('%s is %s, %s, %s', (day, weekday, lunar, named) => {
  expect(almanacOf(day)).toMatchObject({ weekday, lunar, named })
})

test('the next festival is the nearest one ahead, across New Year too', () => {
  expect(almanacOf('2026-10-17').next).toEqual({
    name: '重阳节（老年节）',
    on: '2026-10-18',
    days: 1,
  })
  expect(almanacOf('2026-11-22').next).toEqual({ name: '元旦', on: '2027-01-01', days: 40 })
  expect(almanacOf('2027-02-06').next.name).toBe('元宵节')
})
