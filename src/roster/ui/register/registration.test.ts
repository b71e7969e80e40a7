import { expect, test } from 'vitest'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { likenessOf, Registration } from './registration.ts'

const number = citizenIdOf('990101', '1948-03-12', 11)

test('likeness is judged only by what is whole', () => {
  expect(likenessOf(['王', '', number.slice(0, 9), '', '', ''])).toBeUndefined()
  expect(likenessOf(['王建国', '', number.slice(0, 9), '19', '1999', ''])).toEqual({
    fullName: '王建国',
  })
  expect(likenessOf(['', '', number, '1948.3', '', ''])).toEqual({
    idNumber: number,
    birthArchive: '1948-03',
  })
  expect(likenessOf([undefined, undefined, undefined, undefined, undefined, undefined])).toBe(
    undefined,
  )
})

test('name and category must be given; ties become numbers, those not chosen nothing', () => {
  const ties = { managingUnit: { id: '3', title: '县水利局' }, branch: null }
  const refused = Registration.safeParse({ ties })
  expect(refused.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ['fullName', '请填写姓名'],
    ['retirementCategory', '请选择离退休类别'],
  ])
  const accepted = Registration.parse({
    fullName: '王建国',
    retirementCategory: 'tuixiu',
    honours: [{}],
    ties,
  })
  expect(accepted).toMatchObject({ honours: [], ties: { managingUnit: 3, branch: null } })
})
