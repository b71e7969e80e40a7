import { expect, test } from 'vitest'
import { codeOf, codeSets, isCode, labelOf, optionsOf, type CodeSetName } from './codes.ts'

const names = Object.keys(codeSets) as CodeSetName[]

test.each([
  ['ethnicity', '汉', '01'],
  ['ethnicity', '维吾尔', '05'],
  ['ethnicity', '蒙古 族', '02'],
  ['politicalStatus', '党员', '01'],
  ['politicalStatus', '九三', '10'],
  ['gender', '男性', '1'],
  ['gender', ' 女 ', '2'],
  ['education', '大专', '30'],
  ['education', '专科', '30'],
  ['education', '本科', '20'],
  ['education', '大学', '20'],
  ['education', '中央党校研究生', '10'],
  ['rank', '正处级', '131'],
  ['rank', '县处级正职', '131'],
  ['rank', '县处级正', '131'],
  ['rank', '县（处）级正职', '131'],
  ['rank', '正县级', '131'],
  ['rank', '副科', '142'],
  ['rank', '副科级', '142'],
  ['rank', '正厅级', '121'],
  ['rank', '科员', '150'],
  ['rank', '中级职称', '420'],
  ['rank', '高级职称', '410'],
  ['treatment', '享受副厅级待遇', '122'],
  ['maritalStatus', '已婚', '20'],
  ['maritalStatus', '离异', '40'],
  ['healthStatus', '良好', '10'],
  ['healthStatus', '健康', '10'],
  ['healthStatus', '较差', '20'],
  ['healthStatus', '慢性病', '30'],
  ['selfCareLevel', '能自理', '1'],
  ['selfCareLevel', '自理', '1'],
  ['selfCareLevel', '生活不能自理', '4'],
  ['retirementCategory', '离休干部', 'lixiu'],
  ['retirementCategory', '退休', 'tuixiu'],
  ['unitNature', '参公', 'organ'],
  ['lifeStatus', '已故', 'deceased'],
] as const)('%s %s is %s', (set, text, code) => {
  expect(codeOf(set, text)).toBe(code)
})

test.each([
  ['rank', '处级'],
  ['rank', ''],
  ['rank', '享受副处级待遇'],
  ['gender', '天'],
  ['ethnicity', '族'],
] as const)('%s 「%s」 is left to be decided', (set, text) => {
  expect(codeOf(set, text)).toBeUndefined()
})

test.each(names)('every label and every code of %s leads back to its code', (set) => {
  for (const { code, label } of optionsOf(set)) {
    expect(codeOf(set, label)).toBe(code)
    expect(codeOf(set, code)).toBe(code)
    expect(labelOf(set, code)).toBe(label)
  }
})

test('the sets have as many codes as their standards', () => {
  expect(optionsOf('ethnicity')).toHaveLength(58)
  expect(optionsOf('politicalStatus')).toHaveLength(13)
  expect(optionsOf('retirementNature')).toHaveLength(9)
})

test('options keep the order of the standard although some codes look like numbers', () => {
  expect(optionsOf('politicalStatus').map((option) => option.code)[0]).toBe('01')
  expect(optionsOf('rank').map((option) => option.code)[0]).toBe('101')
  expect(optionsOf('livingArrangement').map((option) => option.code)[0]).toBe('withSpouse')
})

test('an unknown code is shown as it is, and inherited names are no codes', () => {
  expect(labelOf('gender', '7')).toBe('7')
  expect(isCode('gender', 'toString')).toBe(false)
  expect(codeOf('gender', 'constructor')).toBeUndefined()
})
