import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { citizenIdOf } from '../citizenId.ts'
import { checkFile } from './checkFile.ts'
import type { ChosenMapping, ImportKind } from './mapping.ts'

type Value = string | number | Date | null
type Rows = readonly (readonly Value[])[]
type Merge = readonly [startRow: number, startCol: number, endRow: number, endCol: number]

const one = citizenIdOf('990101', '1952-03-15', 851)
const two = citizenIdOf('990102', '1948-10-01', 122)
const three = citizenIdOf('990103', '1927-05-20', 331)
const titles = ['姓名', '性别', '身份证号', '出生年月', '联系电话']
const zhang = ['张国华', '男', one, '1952.03', '13812345678']
const li = ['李秀兰', '女', two, '1948.10', '13912345678']

interface Looked {
  readonly people: string[]
  readonly issues: string[]
  readonly units: (string | undefined)[]
  readonly categories: (string | null | undefined)[]
  readonly columns: string[]
}

interface Made {
  readonly merges?: readonly Merge[]
  readonly sheet?: string
  readonly kind?: ImportKind
  readonly mapping?: ChosenMapping
}

async function look(rows: Rows, made: Made = {}): Promise<Looked> {
  const merges = (made.merges ?? []).map(([startRow, startCol, endRow, endCol]) => ({
    startRow: startRow - 1,
    startCol,
    endRow: endRow - 1,
    endCol,
  }))
  const sheets = [{ name: made.sheet ?? 'Sheet1', rows: rows.map((row) => [...row]), merges }]
  const checked = await checkFile(await writeXlsx({ sheets }), {
    name: '名册.xlsx',
    kind: made.kind ?? 'roster',
    today: '2026-11-21',
    mapping: made.mapping,
  })
  return {
    people: checked.rows.map((row) => `${row.row} ${row.values.fullName ?? ''}`),
    issues: checked.report.issues.map(({ column, row, code }) => `${column}${row} ${code}`),
    units: checked.rows.map((row) => row.ties.formerUnit),
    categories: checked.rows.map((row) => row.values.retirementCategory),
    columns: checked.report.sheets[0]?.columns.map(({ field }) => field ?? '-') ?? [],
  }
}

test('headings name the unit and the category of those under them', async () => {
  const seen = await look([
    ['新川县离退休干部名册'],
    titles,
    ['一、离休干部（1人）'],
    ['县水务局'],
    ['王振山', '男', three, '1927.05', null],
    ['二、退休干部'],
    ['县水务局（共1人）'],
    zhang,
    [null, '石坝镇人民政府'],
    li,
    ['小计', 1],
    [null, '合  计', 3],
  ])
  expect(seen.people).toEqual(['5 王振山', '8 张国华', '10 李秀兰'])
  expect(seen.units).toEqual(['县水务局', '县水务局', '石坝镇人民政府'])
  expect(seen.categories).toEqual(['lixiu', 'tuixiu', 'tuixiu'])
  expect(seen.issues).toEqual([])
})

test('a heading without any known ending is told by its merged cells', async () => {
  const rows = [titles, ['老城片'], zhang, ['城关'], li]
  const merges: Merge[] = [
    [2, 0, 2, 4],
    [4, 0, 4, 4],
  ]
  const seen = await look(rows, { merges })
  expect(seen.people).toEqual(['3 张国华', '5 李秀兰'])
  expect(seen.issues).toEqual([])
})

test('titles, numbered lines, page ends, signatures and statistics are nobody', async () => {
  const seen = await look([
    ['县水务局离退休干部花名册'],
    ['填报单位（盖章）：县水务局', null, null, '填报日期：2026年10月8日'],
    titles,
    [1, 2, 3, 4, 5],
    zhang,
    ['第1页 共2页'],
    ['县水务局离退休干部花名册'],
    titles,
    [1, 2, 3, 4, 5],
    li,
    ['本页小计', 1],
    ['合计：2人'],
    ['其中：离休', 0, '退休', 2],
    ['注：出生年月以档案为准'],
    ['备注：已去世人员不列入'],
    ['填表人：张三', null, '联系电话：13812345678', null, '审核人（签字）：'],
    ['以下空白'],
    ['负责人', null, '审核人', null, '制表人'],
  ])
  expect(seen.people).toEqual(['5 张国华', '10 李秀兰'])
  expect(seen.units).toEqual(['县水务局', '县水务局'])
  expect(seen.issues).toEqual([])
})

test('lines numbered in advance are nobody; a name alone is somebody', async () => {
  const seen = await look([
    ['序号', ...titles],
    [1, ...zhang],
    [2, '李秀兰', null, null, null, null],
    [3, null, null, null, null, null],
    [4, null, null, null, null, null],
  ])
  expect(seen.people).toEqual(['2 张国华', '3 李秀兰'])
  expect(seen.issues).toEqual(['D3 ID_MISSING'])
})

test('another table below, with other columns, is read by its own header', async () => {
  const seen = await look([
    ['离休干部'],
    titles,
    ['王振山', '男', three, '1927.05', null],
    ['退休干部'],
    ['序号', '姓名', '性别', '联系电话', '身份证号', '单位'],
    [1, '张国华', '男', '13812345678', one, '县水务局'],
    [2, '李秀兰', '男', '13912345678', two, '县妇联'],
  ])
  expect(seen.people).toEqual(['3 王振山', '6 张国华', '7 李秀兰'])
  expect(seen.units).toEqual([undefined, '县水务局', '县妇联'])
  expect(seen.issues).toEqual(['C7 ID_SEX_MISMATCH'])
})

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

test('a unit left blank below its first line, merged or not, holds for all', async () => {
  const rows = [
    ['单位', ...titles],
    ['县水务局', ...zhang],
    [null, ...li],
    [null, '王振山', '男', three, '1927.05', null],
    ['县妇联', '赵玉梅', '女', citizenIdOf('990104', '1950-01-01', 112), '1950.01', null],
  ]
  const units = ['县水务局', '县水务局', '县水务局', '县妇联']
  expect((await look(rows)).units).toEqual(units)
  expect((await look(rows, { merges: [[2, 0, 4, 0]] })).units).toEqual(units)
})

test('a person over several lines is one person', async () => {
  const seen = await look(
    [
      ['姓名', '身份证号', '家属姓名', '家属电话'],
      ['张国华', one, '李芳', '13712345678'],
      [null, null, '张小明', '13612345678'],
      ['李秀兰', two, null, null],
    ],
    {
      merges: [
        [2, 0, 3, 0],
        [2, 1, 3, 1],
      ],
    },
  )
  expect(seen.people).toEqual(['2 张国华', '4 李秀兰'])
  expect(seen.issues).toEqual([])
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

test('hidden sheets, figures and lists of codes are left out', async () => {
  const sheets = [
    { name: '说明', rows: [['填表说明'], ['一、身份证号须为文本']] },
    {
      name: '汇总',
      rows: [
        ['单位', '人数'],
        ['县水务局', 1],
      ],
    },
    { name: '县水务局', rows: [titles, zhang] },
    { name: '旧表', rows: [titles, zhang], hidden: true },
  ]
  const { report } = await checkFile(await writeXlsx({ sheets }), {
    name: '名册.xlsx',
    today: '2026-11-21',
  })
  expect(report.rows).toBe(1)
  expect(report.issues).toEqual([])
  expect(report.sheets.map((sheet) => sheet.name)).toEqual(['县水务局'])
  expect(report.skipped).toEqual([
    { name: '旧表', reason: 'hidden' },
    { name: '说明', reason: 'noHeader' },
    { name: '汇总', reason: 'noHeader' },
  ])
})

test('what only the database knows is asked and pointed at', async () => {
  const rows = [
    ['单位', '社区', ...titles],
    ['县水务局', '东苑社区', ...zhang],
    ['县妇联', null, ...li],
  ]
  const sheets = [{ name: '表', rows: rows.map((row) => [...row]) }]
  const { report } = await checkFile(await writeXlsx({ sheets }), {
    name: '名册.xlsx',
    kind: 'roster',
    today: '2026-11-21',
    known: {
      org: (kind, name) => (kind === 'unit' && name === '县水务局' ? '7' : undefined),
      records: async (people) =>
        people.map((row) =>
          row.values.fullName === '李秀兰'
            ? { record: '41', signals: ['sameNameAndBirth'], certain: false }
            : undefined,
        ),
    },
  })
  expect(report.issues.map(({ column, row, code }) => `${column}${row} ${code}`)).toEqual([
    'B2 COMMUNITY_UNKNOWN',
    'A3 UNIT_UNKNOWN',
    'E3 DUPLICATE_OF_RECORD',
  ])
  expect(report.duplicates).toEqual([
    { rows: [{ sheet: '表', row: 3 }], record: '41', signals: ['sameNameAndBirth'] },
  ])
  expect(report.clean).toBe(1)
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
