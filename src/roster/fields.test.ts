import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { codeSets } from './codes.ts'
import { fieldGroups, fieldOf, fields, RegisterShape, RetireeShape, showValue } from './fields.ts'

function issuesOf(input: Record<string, unknown>, shape: z.ZodType = RetireeShape) {
  const result = shape.safeParse(input)
  return result.success ? [] : result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
}

test('every field has one key, a title, somebody who keeps it true, and known codes', () => {
  expect(new Set(fields.map((field) => field.key)).size).toBe(fields.length)
  expect(new Set(fields.map((field) => field.title)).size).toBe(fields.length)
  expect(new Set(fields.map((field) => field.group))).toEqual(new Set(Object.keys(fieldGroups)))
  for (const field of fields) {
    expect(field.maintainers.join('')).toMatch(/^[BUOCHRS]+$/)
    expect(field.sensitivity).toMatch(/^S[123]$/)
    if (field.kind === 'code') expect(codeSets).toHaveProperty(String(field.codeSet))
    if (field.kind === 'text') expect(field.maxLength).toBeGreaterThan(0)
  }
})

test('identity number, health and income are the sensitive fields', () => {
  expect(fields.filter((field) => field.sensitivity === 'S3').map((field) => field.key)).toEqual([
    'idNumber',
    'healthStatus',
    'selfCareLevel',
    'chronicDiseases',
    'allergies',
    'pensionBaseFen',
    'monthlyPensionFen',
    'duesBaseFen',
  ])
})

test('the fields of A31 carry the names of the exchange format', () => {
  const exported = fields.filter((field) => field.exportCode).map((f) => [f.key, f.exportCode])
  expect(Object.fromEntries(exported)).toEqual({
    retirementCategory: 'A3101',
    retiredOn: 'A3104',
    rankAtRetirement: 'A3107',
    highestPost: 'A3118',
    retirementApprovalNo: 'A3137',
  })
})

test('what comes in is trimmed, dates in any writing become ISO, blanks empty the field', () => {
  const parsed = RetireeShape.parse({
    fullName: ' 买买提 • 艾力 ',
    birthArchive: '1948.3',
    idNumber: ' 11010519491231002x ',
    ethnicity: '',
    gender: null,
    countsInStatistics: null,
    remark: '  ',
    mobile: '138 1234 5678',
    landline: '',
    monthlyPensionFen: 684200,
    originalRetirementAge: 55,
  })
  expect(parsed).toEqual({
    fullName: '买买提·艾力',
    birthArchive: '1948-03',
    idNumber: '11010519491231002X',
    ethnicity: null,
    gender: '0',
    countsInStatistics: true,
    remark: null,
    mobile: '13812345678',
    landline: null,
    monthlyPensionFen: 684200,
    originalRetirementAge: 55,
  })
})

test.each([
  [{ fullName: ' ' }, 'fullName: 请填写姓名'],
  [{ fullName: '甲'.repeat(61) }, 'fullName: 姓名不超过60字'],
  [{ birthArchive: '1951年13月' }, /^birthArchive: .*1948-03-12/],
  [{ gender: '3' }, 'gender: 性别没有这个选项，请从列表中选择'],
  [{ monthlyPensionFen: 10.5 }, 'monthlyPensionFen: 月离退休费（养老金）应为金额，最多两位小数'],
  [{ monthlyPensionFen: -1 }, 'monthlyPensionFen: 月离退休费（养老金）不能为负数'],
  [
    { originalRetirementAge: 58 },
    'originalRetirementAge: 原法定退休年龄只能是50周岁、55周岁、60周岁',
  ],
  [{ serviceBreakMonths: 601 }, 'serviceBreakMonths: 中断工作月数不超过600个月，请核对'],
  [{ isLeader: '是' }, 'isLeader: 曾任领导职务请选择是或否'],
  [{ religion: '无' }, ': 没有这些栏目：religion'],
  [
    { birthCelebrated: { calendar: 'solar', month: 2, day: 30 } },
    'birthCelebrated.day: 这个月没有这一天',
  ],
  [{ birthCelebrated: { calendar: 'solar', month: 2, day: 3, leap: true } }, /公历没有闰月/],
  [{ mobile: '1381234567' }, 'mobile: 手机不是电话号码，请核对；多个号码用顿号隔开'],
  [{ otherPhones: [{ phone: '' }] }, 'otherPhones.0.phone: 请填写电话号码'],
])('%j is refused with a sentence at the field', (input, message) => {
  const [issue] = issuesOf(input)
  if (typeof message === 'string') expect(issue).toBe(message)
  else expect(issue).toMatch(message)
})

test('every field answers nonsense with a Chinese sentence at itself, and takes null if it may', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fields), ({ key, required }) => {
      const issues = issuesOf({ [key]: { nonsense: Symbol } })
      expect(issues.length).toBeGreaterThan(0)
      for (const issue of issues) expect(issue).toMatch(new RegExp(`^${key}.*: .*[一-龥]`))
      expect(issuesOf({ [key]: null }).length).toBe(required ? 1 : 0)
    }),
    { numRuns: 300 },
  )
})

test('registering asks for what a record cannot do without', () => {
  expect(issuesOf({}, RegisterShape)).toEqual([
    'fullName: 请填写姓名',
    'retirementCategory: 请选择离退休类别',
  ])
  expect(issuesOf({ fullName: '甲', retirementCategory: 'lixiu' }, RegisterShape)).toEqual([])
  expect(issuesOf({})).toEqual([])
})

test('the shapes can be written as JSON Schema for the interface description', () => {
  const schema = z.toJSONSchema(RetireeShape, { io: 'input' })
  expect(schema.additionalProperties).toBe(false)
  expect(schema.properties?.['gender']).toMatchObject({ title: '性别', enum: ['0', '1', '2', '9'] })
})

test.each([
  ['birthArchive', '1948-03', '1948年3月'],
  ['monthlyPensionFen', 684200, '6,842.00'],
  ['rankAtRetirement', '131', '县处级正职'],
  ['isLeader', true, '是'],
  ['isLeader', false, '否'],
  ['remark', null, ''],
  ['originalRetirementAge', 55, '55周岁'],
  ['serviceBreakMonths', 0, '0个月'],
  ['ethnicity', '99', '99'],
  ['birthCelebrated', { calendar: 'lunar', month: 6, day: 16, leap: true }, '农历闰六月十六'],
  ['birthCelebrated', { calendar: 'solar', month: 8, day: 10, leap: false }, '公历8月10日'],
  [
    'seasonalStays',
    [{ place: '海口', from: '2025-11', to: '2026-03' }],
    '海口（2025年11月起，至2026年3月）',
  ],
  ['otherPhones', [{ phone: '13800000000', owner: '女儿' }], '13800000000（女儿）'],
  ['honours', [{ title: '劳动模范', level: '省', body: '', on: '1979' }], '劳动模范 1979年'],
] as const)('%s %j is shown as %s', (key, value, text) => {
  expect(showValue(key, value)).toBe(text)
})

test('a field is found by its key', () => {
  expect(fieldOf('fullName').title).toBe('姓名')
  expect(fieldOf('duesBaseFen').group).toBe('party')
})
