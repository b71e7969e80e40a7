import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPhone, maskPhone, readPhones, refusalOfPhone, tidyPhones } from './phone.ts'

test.each([
  ['13812345678', '13812345678'],
  ['158 2856 9115', '15828569115'],
  ['138-1234-5678', '13812345678'],
  ['+86 13812345678', '13812345678'],
  ['１３８１２３４５６７８', '13812345678'],
  ['0571-88886666', '0571-88886666'],
  ['(0571)88886666', '0571-88886666'],
  ['010 66668888', '010-66668888'],
  ['0996 2022133', '0996-2022133'],
  ['2022133', '2022133'],
  ['88886666转801', '88886666-801'],
  ['0571-88886666-801', '0571-88886666-801'],
  ['13812345678、13912345678', '13812345678、13912345678'],
  ['13812345678/0571-88886666', '13812345678、0571-88886666'],
  ['13812345678 13912345678', '13812345678、13912345678'],
  ['13812345678（女儿）', '13812345678（女儿）'],
  ['手机：13812345678', '13812345678'],
  ['400 810 1234', '4008101234'],
  ['+852 2123 4567', '+85221234567'],
])('「%s」 is %s', (text, tidy) => {
  expect(isPhone(text)).toBe(true)
  expect(tidyPhones(text)).toBe(tidy)
  expect(tidyPhones(tidy)).toBe(tidy)
})

test.each([
  '184382278',
  '1381234567',
  '138123456789',
  '12812345678',
  '无',
  '',
  '0571',
  '1.38E+10',
  '00000000',
])('「%s」 is no telephone number', (text) => {
  expect(readPhones(text)).toBeUndefined()
})

test('a wrong number is refused at its field, a blank one is not', () => {
  expect(refusalOfPhone('1381234567', 'mobile')?.issues[0]?.field).toBe('mobile')
  expect(refusalOfPhone(' ')).toBeUndefined()
  expect(refusalOfPhone('13812345678')).toBeUndefined()
})

test('one wrong number among several makes the cell wrong', () => {
  expect(isPhone('13812345678、1391234567')).toBe(false)
})

test.each([
  ['13812345678', '138****5678'],
  ['0571-88886666', '0571-****6666'],
  ['2022133', '***2133'],
  ['13812345678、13912345678', '138****5678、139****5678'],
  ['不详', '不详'],
])('%s is masked as %s', (text, masked) => {
  expect(maskPhone(text)).toBe(masked)
})

test('every mobile number is read, whatever the spacing', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^1[3-9]\d{9}$/),
      fc.constantFrom(' ', '-', ''),
      (number, gap) => {
        const written = [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap)
        expect(readPhones(written)).toEqual([{ kind: 'mobile', number, owner: '' }])
      },
    ),
  )
})
