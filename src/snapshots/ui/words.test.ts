import { expect, test } from 'vitest'
import { conditionsOf, orderOf } from './words.ts'

const opened = (filters: object, filterOrgName: string | null = null) =>
  ({ conditions: { filters }, filterOrgName }) as never

test('conditions are told in words', () => {
  expect(conditionsOf(opened({}))).toBe('全部在册')
  expect(conditionsOf(opened({ orgId: 4, ageFrom: 80 }, '县水利局'))).toBe('县水利局；80 岁以上')
  expect(conditionsOf(opened({ ids: [1, 2] }))).toBe('勾选的 2 人')
})

test('the order is told in words', () => {
  expect(orderOf({ sort: 'age', descending: true })).toBe('按年龄倒序')
  expect(orderOf({ sort: 'name', descending: false })).toBe('按姓名')
})
