import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serviceYears, statutoryRetirement, type OriginalAge } from './service.ts'

test.each([
  ['1968-09', '2004-02', 0, 37],
  ['1968-09', '2004-02', 11, 37],
  ['1968-09', '2004-02', 30, 35],
  ['1968', '1968', 0, 1],
  ['2004-02', '1968-09', 0, undefined],
])('from %s to %s less %i months: %s years (年头减年尾加一)', (from, to, breaks, years) => {
  expect(serviceYears(from, to, breaks)).toBe(years)
})

// 《关于实施渐进式延迟法定退休年龄的决定》附件: 对照表
test.each([
  ['1964-12', 60, 60, 0, '2024-12'],
  ['1965-01', 60, 60, 1, '2025-02'],
  ['1971-04', 55, 55, 4, '2026-08'],
  ['1976-09', 60, 63, 0, '2039-09'],
  ['1981-09', 55, 58, 0, '2039-09'],
  ['1984-11', 50, 55, 0, '2039-11'],
] as const)(
  'born %s, formerly at %i: %i years %i months, %s',
  (born, age, years, months, month) => {
    expect(statutoryRetirement(born, age)).toMatchObject({ years, months, month })
  },
)

test('flexible retirement is three years about it, never below the original age', () => {
  expect(statutoryRetirement('1976-09-20', 60)).toMatchObject({
    earliestMonth: '2036-09',
    latestMonth: '2042-09',
  })
  expect(statutoryRetirement('1965-01', 60)).toMatchObject({
    earliestMonth: '2025-01',
    latestMonth: '2028-02',
  })
})

test('a year alone does not tell the month', () => {
  expect(statutoryRetirement('1971', 60)).toBeUndefined()
})

test('who is born later never retires earlier, and the delay keeps to its limit', () => {
  const month = fc.integer({ min: 0, max: 12 * 60 }).map((index) => {
    const [year, number] = [1950 + Math.floor(index / 12), (index % 12) + 1]
    return `${year}-${String(number).padStart(2, '0')}`
  })
  fc.assert(
    fc.property(month, month, fc.constantFrom<OriginalAge>(50, 55, 60), (a, b, age) => {
      const [first, second] = [a, b].sort() as [string, string]
      const [early, late] = [statutoryRetirement(first, age), statutoryRetirement(second, age)]
      expect((early?.month ?? '') <= (late?.month ?? '')).toBe(true)
      expect(early?.delayMonths).toBeLessThanOrEqual(age === 50 ? 60 : 36)
    }),
  )
})
