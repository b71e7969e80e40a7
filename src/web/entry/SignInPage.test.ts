import { expect, test } from 'vitest'
import { safeAddress } from './SignInPage.tsx'

test.each([
  ['/roster?text=x', '/roster?text=x'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  [null, '/'],
])('after signing in, %s leads to %s', (to, address) => {
  expect(safeAddress(to)).toBe(address)
})
