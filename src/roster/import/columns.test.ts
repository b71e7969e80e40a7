import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { li, look, one, three, titles, two, zhang } from '#test/rosters/look.ts'
import { citizenIdOf } from '../citizenId.ts'
import { checkFile } from './checkFile.ts'

test('a header of three lines, with a group that names other people', async () => {
  const seen = await look(
    [
      ['序号', '基本情况', null, null, '家庭情况', null, null, '备注'],
      [null, '姓名', '身份证号', '联系电话', '配偶', null, '子女', null],
      [null, null, null, null, '姓名', '电话', '联系电话', null],
      [1, '张国华', one, '13812345678', '李芳', '13712345678', '1361234567', null],
    ],
    {
      merges: [
        [1, 0, 3, 0],
        [1, 1, 1, 3],
        [1, 4, 1, 6],
        [2, 4, 2, 5],
        [1, 7, 3, 7],
      ],
    },
  )
  expect(seen.columns).toEqual([
    '-',
    'fullName',
    'idNumber',
    'mobile',
    'spouseName',
    'spousePhone',
    'childPhone',
    'remark',
  ])
  expect(seen.people).toEqual(['4 张国华'])
  expect(seen.issues).toEqual(['G4 PHONE_INVALID'])
})

test('vague titles are settled by what stands under them', async () => {
  const people = [
    ['张国华', one, '中共党员', '正科级', 'LX-001', '机关'],
    ['李秀兰', two, '群众', '副科级', 'LX-002', '事业'],
    ['王振山', three, '中共党员', '科员', 'LX-003', '机关'],
  ]
  const seen = await look([['姓名', '身份证号', '类别', '职务', '编号', '单位性质'], ...people])
  expect(seen.columns).toEqual([
    'fullName',
    'idNumber',
    'politicalStatus',
    'rankAtRetirement',
    'fileNo',
    'unitNature',
  ])
  expect(seen.issues).toEqual([])
})

test('two columns of units: the former one says so, the plain one is the present', async () => {
  const seen = await look([
    ['姓名', '单位', '原工作单位', '身份证号'],
    ['张国华', '县管理所', '县水务局', one],
  ])
  expect(seen.columns).toEqual(['fullName', 'managingUnit', 'formerUnit', 'idNumber'])
})

test('unknown columns are said once, and a choice of the user settles them', async () => {
  const rows = [
    [...titles, '微信号', '门牌'],
    [...zhang, 'abc', '12'],
    [...li, 'def', '13'],
  ]
  expect((await look(rows)).issues).toEqual(['F1 COLUMN_UNMAPPED', 'G1 COLUMN_UNMAPPED'])
  const mapping = { 微信号: null, 'Sheet1!G': 'residenceAddress', 联系电话: 'landline' }
  const chosen = await look(rows, { mapping })
  expect(chosen.issues).toEqual([])
  expect(chosen.columns.slice(4)).toEqual(['landline', '-', 'residenceAddress'])
})

test('the same number twice is an error on the later row, the same name and birth a suspicion', async () => {
  const rows = [
    titles,
    zhang,
    li,
    ['张国华', '男', one, '1952.03.15', null],
    ['李秀兰', '女', null, '1948.10', null],
  ]
  const sheets = [{ name: '表', rows: rows.map((row) => [...row]) }]
  const { report } = await checkFile(await writeXlsx({ sheets }), {
    name: '名册.xlsx',
    kind: 'roster',
    today: '2026-11-21',
  })
  expect(report.issues.map(({ column, row, code }) => `${column}${row} ${code}`)).toEqual([
    'C4 DUPLICATE_IN_FILE',
    'C5 ID_MISSING',
  ])
  expect(report.duplicates).toEqual([
    {
      rows: [
        { sheet: '表', row: 2 },
        { sheet: '表', row: 4 },
      ],
      record: null,
      signals: ['sameNumber'],
    },
    {
      rows: [
        { sheet: '表', row: 3 },
        { sheet: '表', row: 5 },
      ],
      record: null,
      signals: ['sameNameAndBirth'],
    },
  ])
})

test('people of the same name and birth with sound numbers are two people', async () => {
  const twin = citizenIdOf('990101', '1952-03-15', 853)
  const seen = await look([titles, zhang, ['张国华', '男', twin, '1952.03', '13812345678']])
  expect(seen.issues).toEqual([])
})

test('a register of members is known by its columns, branches by headings or sheets', async () => {
  const header = [
    '序号',
    '姓名',
    '身份证号',
    '入党时间',
    '转正时间',
    '党费缴纳基数（元）',
    '月缴党费',
  ]
  const rows = [['第一党支部'], header, [1, '张国华', one, '1978.04', '1979.04', '4,321.00', 21.61]]
  const sheets = [{ name: '县直机关离退休第一党支部', rows: rows.map((row) => [...row]) }]
  const { report, rows: people } = await checkFile(await writeXlsx({ sheets }), {
    name: '党员.xlsx',
    today: '2026-11-21',
  })
  expect(report.kind).toBe('members')
  expect(people[0]?.ties.branch).toBe('县直机关离退休第一党支部')
  expect(people[0]?.values).toMatchObject({ duesBaseFen: 432_100, politicalStatus: '01' })
  expect(report.issues).toEqual([])
})

test('a column of names is known by its values when nothing else is called 姓名', async () => {
  const seen = await look([
    ['序号', '老同志', '身份证号', '联系电话'],
    [1, '张国华', one, '13812345678'],
    [2, '李秀兰', two, '13912345678'],
    [3, '王振山', three, null],
  ])
  expect(seen.columns).toEqual(['-', 'fullName', 'idNumber', 'mobile'])
  expect(seen.people).toEqual(['2 张国华', '3 李秀兰', '4 王振山'])
})

test('a column without a title that people fill is said, an empty one is not', async () => {
  const seen = await look([
    ['姓名', null, '身份证号', null],
    ['张国华', '男', one, null],
    ['李秀兰', '女', two, null],
  ])
  expect(seen.issues).toEqual(['B1 COLUMN_UNMAPPED'])
})

test('配偶情况 over 姓名 and 联系电话 is the spouse', async () => {
  const seen = await look(
    [
      ['姓名', '身份证号', '配偶情况', null],
      [null, null, '姓名', '联系电话'],
      ['张国华', one, '李芳', '13712345678'],
    ],
    { merges: [[1, 2, 1, 3]] },
  )
  expect(seen.columns).toEqual(['fullName', 'idNumber', 'spouseName', 'spousePhone'])
})
