import { expect, test } from 'vitest'
import { policyCodes, type PolicyCode, type PolicyValue } from './policy.ts'
import { policyGroups, policyWords } from './words.ts'

const base = { enabled: true, owner: 'managingUnit' } as const

test.each<[PolicyCode, PolicyValue, string]>([
  [
    'milestoneBirthday',
    { ...base, ages: [80, 90], ageStyle: 'nominal', windowDays: 15 },
    '80、90 虚岁寿辰看望，提前 15 天开始，由现管单位办理',
  ],
  [
    'springFestivalVisit',
    { ...base, owner: 'bureau', fromLunarDay: 8 },
    '腊月初八至除夕走访慰问，由老干部主管部门办理',
  ],
  [
    'recordVerification',
    { ...base, from: '03-01', due: '06-30', freshDays: 180 },
    '每年 3 月 1 日至 6 月 30 日核实，开始前 180 天内核实过的免再核，由现管单位办理',
  ],
  ['missingBranch', { ...base, dueDays: 30 }, '发现缺项后 30 天内补登，由现管单位办理'],
  ['doubleNinthVisit', { ...base, enabled: false, windowDays: 15 }, '不执行'],
])('%s is told in a sentence', (code, value, sentence) => {
  expect(policyWords(code, value)).toBe(sentence)
})

test('every parameter stands in one group', () => {
  const grouped = policyGroups.flatMap(({ codes }) => codes)
  expect([...grouped].sort()).toEqual([...policyCodes].sort())
})
