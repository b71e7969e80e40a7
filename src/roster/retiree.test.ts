import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayNumber, dayOf } from '#src/kernel/day.ts'
import { springFestivalOn } from '#src/kernel/lunar.ts'
import * as retiree from './retiree.ts'

const today = '2026-11-21'

test('one is a year older by 虚岁 at 春节, and by 周岁 on the birthday', () => {
  expect(retiree.ageOn('1936-11-22', today)).toBe(89)
  expect(retiree.ageOn('1936-11-21', today)).toBe(90)
  expect(retiree.nominalAge('1937-01-05', '2026-02-16')).toBe(90)
  expect(retiree.nominalAge('1937-01-05', '2026-02-17')).toBe(91)
  expect(retiree.nominalAge('1937', '2026-02-17')).toBe(90)
  expect(retiree.nominalAge('1937-01', '2026-02-17')).toBe(91)
})

test('虚岁 is one or two more than 周岁, never less', () => {
  const born = fc.integer({ min: dayNumber('1910-01-01'), max: dayNumber('1970-01-01') })
  fc.assert(
    fc.property(born, fc.integer({ min: 0, max: 20000 }), (number, step) => {
      const [birth, day] = [dayOf(number), dayOf(dayNumber('1990-01-01') + step)]
      const ahead = retiree.nominalAge(birth, day) - retiree.ageOn(birth, day)
      expect([1, 2]).toContain(ahead)
      expect(retiree.nominalAge(birth, springFestivalOn(2030))).toBe(
        retiree.nominalAge(birth, addDays(springFestivalOn(2030), -1)) + 1,
      )
    }),
  )
})

test.each([
  ['1946-11-21', '31', true],
  ['1946-11-22', '31', false],
  ['1930', '20', false],
  ['1930', '10', false],
  ['1930', '61', true],
  ['1930', null, false],
])('born %s with health %s: 双高期 %s', (born, health, expected) => {
  expect(retiree.isHighAgeHighIllness(born, health, today)).toBe(expected)
})

test.each([
  [0, '1'],
  [3, '1'],
  [4, '2'],
  [8, '2'],
  [9, '3'],
  [18, '3'],
  [19, '4'],
])('a score of %i is level %s (国家基本公共卫生服务规范)', (score, level) => {
  expect(retiree.selfCareLevelOf(score)).toBe(level)
})
