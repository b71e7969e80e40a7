import { expect, test } from 'vitest'
import { gapsOf, type Profile } from './gap.ts'

const unit: Profile = {
  kind: 'unit',
  people: 60,
  inCharge: '王局长',
  liaison: null,
  fullTimeStaff: '李干事',
  partTimeStaff: null,
  leadingGroup: null,
}

// Requirements C02-11: leader, staff, and from N retirees on a leading group.
test.each([
  [{}, 50, ['已达 50 人，未建领导小组']],
  [{ people: 49 }, 50, []],
  [{ leadingGroup: '组长王局长' }, 50, []],
  [{}, undefined, []],
  [
    { people: 1, inCharge: null, fullTimeStaff: null },
    50,
    ['未明确分管领导', '未明确专兼职工作人员'],
  ],
  [{ people: 1, fullTimeStaff: null, liaison: '赵' }, 50, []],
  [{ people: 0, inCharge: null, fullTimeStaff: null }, 50, []],
])('a unit %o with a threshold of %s lacks %o', (more, from, gaps) => {
  expect(gapsOf({ ...unit, ...more }, from)).toEqual(gaps)
})

// Requirements C02-12: one liaison for each branch.
test('a branch without a liaison says so, however small', () => {
  expect(gapsOf({ ...unit, kind: 'branch', people: 0 }, 50)).toEqual(['未明确联络员'])
  expect(gapsOf({ ...unit, kind: 'jointBranch', liaison: '赵' }, 50)).toEqual([])
})
