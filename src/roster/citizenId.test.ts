import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayOf } from '#src/kernel/day.ts'
import * as id from './citizenId.ts'

const anyBirth = fc
  .integer({ min: dayNumber('1900-01-01'), max: dayNumber('2026-12-31') })
  .map(dayOf)

// GB 11643-1999, 附录A: the two numbers of the standard
test.each(['11010519491231002X', '440524188001010014'])('%s is right', (number) => {
  expect(id.isCitizenId(number)).toBe(true)
})

test.each([
  ['110105194912310021', 'checksum'],
  ['110105194913310021', 'birth'],
  ['110105194902300021', 'birth'],
  ['11010519491231002', 'length'],
  ['9.90101195201E+17', 'length'],
  ['', 'length'],
])('%s fails by its %s', (number, problem) => {
  expect(id.readCitizenId(number).problem).toBe(problem)
})

test('spaces, full width and a small x are only ways of writing', () => {
  expect(id.readCitizenId(' 110105 19491231 002x')).toEqual({
    number: '11010519491231002X',
    converted: false,
    problem: undefined,
  })
  expect(id.readCitizenId('１１０１０５１９４９１２３１００２Ｘ').problem).toBeUndefined()
})

test('an old number of 15 digits is converted and marked', () => {
  expect(id.readCitizenId('110105491231002')).toEqual({
    number: '11010519491231002X',
    converted: true,
    problem: undefined,
  })
  expect(id.birthOfCitizenId(id.readCitizenId('110105801231996').number)).toBe('1880-12-31')
})

test('a made number is right and tells birth and sex; any changed digit is found', () => {
  fc.assert(
    fc.property(
      anyBirth,
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
      (birth, sequence, place, shift) => {
        const number = id.citizenIdOf('990101', birth, sequence)
        expect(id.isCitizenId(number)).toBe(true)
        expect(id.birthOfCitizenId(number)).toBe(birth)
        expect(id.sexOfCitizenId(number)).toBe(sequence % 2 ? '1' : '2')
        const changed = String((Number(number[place]) + shift) % 10)
        expect(id.isCitizenId(number.slice(0, place) + changed + number.slice(place + 1))).toBe(
          false,
        )
      },
    ),
  )
})

test('provinces are known, the invented prefix too, others only warned about', () => {
  expect(['11', '54', '71', '81', '83', '91', '99'].every(id.hasKnownRegion)).toBe(true)
  expect(['10', '16', '24', '38', '84', '00'].some(id.hasKnownRegion)).toBe(false)
})

test.each([
  ['110101194912311234', '110101********1234'],
  ['110101491231123', '110101*****1123'],
  ['E1234567', 'E1******'],
  ['12', '**'],
  ['', ''],
])('%s is masked as %s', (number, masked) => {
  expect(id.maskCitizenId(number)).toBe(masked)
})
