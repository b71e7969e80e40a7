import { expect, test } from 'vitest'
import { sentOf } from './contactForm.ts'

const inPart = { phone: '199****0001', address: null }
const open = { phone: '19999000001', address: '示范县银杏街 8 号' }
const name = '张晓东'

test('what was not shown stays as it is unless something is typed', () => {
  expect(sentOf(inPart, { name, phone: null, address: null })).toEqual({ name })
  expect(sentOf(inPart, { name, phone: '19999000002', address: '新址' })).toEqual({
    name,
    phone: '19999000002',
    address: '新址',
  })
})

test('what was shown can be emptied', () => {
  expect(sentOf(open, { name, phone: null, address: null })).toEqual({
    name,
    phone: null,
    address: null,
  })
})
