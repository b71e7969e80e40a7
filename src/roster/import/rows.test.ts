import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { li, look, one, three, titles, two, zhang, type Merge } from '#test/rosters/look.ts'
import { citizenIdOf } from '../citizenId.ts'
import { checkFile } from './checkFile.ts'

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

test.each([
  ['离休干部名册', 'lixiu'],
  ['县水务局退休人员名单', 'tuixiu'],
  ['县水务局离退休人员名单', undefined],
  ['县水务局离、退休干部名册', undefined],
])('the title “%s” says %s of everybody below it', async (title, category) => {
  const seen = await look([[title], titles, zhang])
  expect(seen.categories).toEqual([category])
})

test('a category written once holds for those below it', async () => {
  const seen = await look([
    ['类别', ...titles],
    ['离休', '王振山', '男', three, '1927.05', null],
    ['退休', ...zhang],
    [null, ...li],
    [null, '赵玉梅', '女', citizenIdOf('990104', '1950-01-01', 112), '1950.01', null],
  ])
  expect(seen.categories).toEqual(['lixiu', 'tuixiu', 'tuixiu', 'tuixiu'])
})
