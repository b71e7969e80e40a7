import { expect, test } from 'vitest'
import type { Cell } from './cell.ts'
import { readCode } from './readCode.ts'
import { readDate } from './readDate.ts'
import { readId } from './readId.ts'
import { readLunarBirthday } from './readLunar.ts'
import { readName } from './readName.ts'
import { readPhoneCell } from './readPhone.ts'

function cell(value: string | number, more: Partial<Cell> = {}): Cell {
  return typeof value === 'number'
    ? { text: String(value), number: value, ...more }
    : { text: value, ...more }
}

const plain = { paddedMonths: false }

test.each([
  ['1952.03', '1952-03'],
  ['1952.3', '1952-03'],
  ['1952.10', '1952-10'],
  ['1952.3.15', '1952-03-15'],
  ['1952年3月', '1952-03'],
  ['1952 年 3 月 15 日', '1952-03-15'],
  ['１９５２．０３', '1952-03'],
  ['一九五二年三月', '1952-03'],
  ['195203', '1952-03'],
  ['19520315', '1952-03-15'],
  ['1952/03/15', '1952-03-15'],
  ['1952-03-15 00:00:00', '1952-03-15'],
  ['1952年', '1952'],
  ['1968.03（下乡）', '1968-03'],
  [195_203, '1952-03'],
  [19_520_315, '1952-03-15'],
  [1952.03, '1952-03'],
  [1952.12, '1952-12'],
  [1952.3, '1952-03'],
  [19_068, '1952-03-15'],
])('the date %s is %s', (value, date) => {
  expect(readDate(cell(value), plain)).toEqual({ value: date })
})

test.each([
  '1951年13月',
  '1951年5月40日',
  '19510231',
  '不详',
  '52.3',
  '农历1952年二月',
  '约1952年',
  '#REF!',
])('%s is no date', (text) => {
  expect(readDate(cell(text), plain).fault?.code).toBe('DATE_INVALID')
})

test.each(['无', '—', '/', '', '群众', '非党员'])(
  '“%s” in a column of dates says nothing',
  (text) => {
    expect(readDate(cell(text), plain)).toEqual({})
  },
)

test('the number 1952.1 is January or October, and only said to be so with a reason', () => {
  expect(readDate(cell(1952.1), plain)).toMatchObject({
    value: '1952',
    fault: { code: 'DATE_PRECISION' },
  })
  expect(readDate(cell(1952.1), { paddedMonths: true }).value).toBe('1952-10')
  expect(readDate(cell(1952.1, { twoDecimals: true }), plain).value).toBe('1952-10')
  expect(readDate(cell(1952.1), { paddedMonths: false, month: 1 }).value).toBe('1952-01')
  expect(readDate(cell(1952.1), { paddedMonths: false, month: 10 }).value).toBe('1952-10')
})

test('a date cell is no more exact than it is shown', () => {
  const day = '1952-03-01'
  expect(readDate({ text: day, number: 1, day, shape: 'month' }, plain).value).toBe('1952-03')
  expect(readDate({ text: day, number: 1, day, shape: 'day' }, plain).value).toBe(day)
})

test.each([
  ['张 三', '张三'],
  ['  张　国华 ', '张国华'],
  ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
  ['阿依古丽 . 艾山', '阿依古丽·艾山'],
  ['欧阳修', '欧阳修'],
  ['马家𬱖', '马家𬱖'],
  ['姚慧㛃', '姚慧㛃'],
  ['John  Smith', 'John Smith'],
  ['李玉梅（女）', '李玉梅'],
])('the name “%s” is %s', (text, name) => {
  expect(readName(text)).toEqual({ value: name })
})

test.each([
  ['', 'NAME_MISSING'],
  ['　', 'NAME_MISSING'],
  ['—', 'NAME_MISSING'],
  ['张', 'NAME_INVALID'],
  ['张3', 'NAME_INVALID'],
  ['12345', 'NAME_INVALID'],
  ['张?华', 'NAME_INVALID'],
  ['张\ufffd', 'NAME_INVALID'],
  ['张国华（已故）', 'NAME_INVALID'],
  ['测试', 'NAME_INVALID'],
  ['某某', 'NAME_INVALID'],
])('“%s” is %s', (text, code) => {
  expect(readName(text).fault?.code).toBe(code)
})

/* GB 11643-1999; 11010519491231002X and 440524188001010014 are its well-known examples. */
test.each([
  ['11010519491231002X', '11010519491231002X'],
  ['11010519491231002x', '11010519491231002X'],
  ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
  ["'110105 19491231 002X", '11010519491231002X'],
  ['110105-19491231-002X', '11010519491231002X'],
  ['11010519491231002×', '11010519491231002X'],
  ['110105491231002', '11010519491231002X'],
  [110_105_491_231_002, '11010519491231002X'],
])('the number %s is %s', (value, number) => {
  expect(readId(cell(value))).toEqual({ value: number, sound: true })
})

test.each([
  ['', 'ID_MISSING'],
  ['无', 'ID_MISSING'],
  ['1101051949123100', 'ID_LENGTH'],
  ['1101051949123100212', 'ID_LENGTH'],
  ['110105194912310', 'ID_LENGTH'],
  ['110105********002X', 'ID_LENGTH'],
  ['1l010519491231002X', 'ID_LENGTH'],
  ['110105194912310021', 'ID_CHECKSUM'],
  ['110105194913310020', 'ID_CHECKSUM'],
  ['110105194912310000', 'ID_CHECKSUM'],
  [110_105_194_912_310_020, 'ID_PRECISION_LOST'],
  ['1.10105E+17', 'ID_PRECISION_LOST'],
  ['9.90101195201089E17', 'ID_PRECISION_LOST'],
  ['011010519491231002', 'ID_CHECKSUM'],
])('the number %s is %s', (value, code) => {
  expect(readId(cell(value)).fault?.code).toBe(code)
})

test('a region that no province has is a warning, the invented one is not', () => {
  expect(readId(cell('090101195203158518')).fault?.code).toMatch(/ID_(REGION|CHECKSUM)/)
  expect(readId(cell('11010519491231002X')).fault).toBeUndefined()
})

test.each([
  ['13812345678', ['13812345678']],
  [13_812_345_678, ['13812345678']],
  ['138 1234 5678', ['13812345678']],
  ['+86 138-1234-5678', ['13812345678']],
  ['0371-65901234转801', ['0371-65901234-801']],
  ['（0371）65901234', ['0371-65901234']],
  ['65901234', ['65901234']],
  ['13812345678、13912345678', ['13812345678', '13912345678']],
  ['13812345678 13912345678', ['13812345678', '13912345678']],
  ['1381234567813912345678', ['13812345678', '13912345678']],
  ['女儿13812345678', ['13812345678']],
])('the telephone %s is %j', (value, numbers) => {
  expect(readPhoneCell(cell(value)).value?.map((phone) => phone.number)).toEqual(numbers)
})

test.each(['138123456', '1381234567', '138123456789', '12812345678', '8888', '见备注', '1.38E+10'])(
  '%s is no telephone number',
  (text) => {
    expect(readPhoneCell(cell(text)).fault?.code).toBe('PHONE_INVALID')
  },
)

test.each([
  ['rankAtRetirement', '副科级', { rankAtRetirement: '142' }],
  ['rankAtRetirement', '四级调研员', { gradeAtRetirement: '四级调研员' }],
  ['rankAtRetirement', '高级教师', { professionalTitle: '高级教师' }],
  ['healthStatus', '生活不能自理', { selfCareLevel: '4' }],
  ['healthStatus', '高血压、糖尿病', { healthStatus: '30', chronicDiseases: '高血压、糖尿病' }],
  ['retirementCategory', '因病提前退休', { retirementCategory: 'tuixiu', retirementNature: '4' }],
  ['ethnicity', '蒙古', { ethnicity: '02' }],
  ['politicalStatus', '是', { politicalStatus: '01' }],
] as const)('%s “%s” is %j', (key, text, values) => {
  expect(readCode(key, text)).toEqual({ values })
})

test('what no code set knows is a warning', () => {
  expect(readCode('ethnicity', '火星族').fault?.code).toBe('CODE_UNKNOWN')
  expect(readCode('rankAtRetirement', '特级').fault?.code).toBe('CODE_UNKNOWN')
})

test.each([
  ['腊月初八', 12, 8, false],
  ['农历八月十五', 8, 15, false],
  ['闰四月十六', 4, 16, true],
  ['1952年二月初十', 2, 10, false],
  ['正月廿三', 1, 23, false],
  ['8.15', 8, 15, false],
])('the lunar birthday %s is read', (text, month, day, leap) => {
  expect(readLunarBirthday(text)).toEqual({ calendar: 'lunar', month, day, leap })
})
