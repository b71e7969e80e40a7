import { afterAll, expect, test } from 'vitest'
import { readPdf } from '#test/pdf-text.ts'
import { MOST_PRINTED_ROWS, renderListPdf, renderSheetPdf, stopPdf } from './pdf.ts'
import type { ListPrint } from './print.ts'

afterAll(stopPdf)

const names = ['王𬱖', '李㛃', '买买提·艾力', '张䶮']
const list: ListPrint = {
  title: '走访慰问名册',
  subtitleLines: ['编制单位：示范县老干部局'],
  columns: [
    { title: '姓名', width: '26mm' },
    { title: '管理单位', width: '1fr' },
    { title: '金额', width: '24mm', align: 'right' },
  ],
  rows: Array.from({ length: 60 }, (_, index) => [
    names[index % names.length] ?? '',
    `第${index + 1}单位`,
    '500.00',
  ]),
  signatureColumn: true,
  totalLine: '合计：60 人',
  footerLines: ['制表人：', '审核人：'],
  printedBy: '示范县老干部局 丙',
  printedAt: '2026-11-21 19:40',
  asOf: '2026-11-20',
  snapshotNo: 'S-0012',
  hash: '3f9a'.repeat(16),
}

test('every page has the header, its number, who printed it and when; no row is lost', async () => {
  const pages = readPdf(await renderListPdf(list))
  expect(pages.length).toBeGreaterThan(2)
  for (const [index, { text, boxes }] of pages.entries()) {
    for (const title of ['序号', '姓名', '管理单位', '金额', '签名']) expect(text).toContain(title)
    expect(text).toContain(`第 ${index + 1} 页 共 ${pages.length} 页`)
    expect(text).toContain('打印：示范县老干部局 丙　2026-11-21 19:40')
    expect(text).toContain('数据截至：2026-11-20')
    expect(text.replaceAll('\n', '')).toContain(`名单编号 S-0012　校验码 ${'3f9a'.repeat(16)}`)
    expect(boxes).toBe(0)
  }
  const lines = pages.flatMap(({ text }) => text.split('\n'))
  const units = lines.filter((line) => /^第\d+单位$/.test(line))
  expect(units).toEqual(list.rows.map(([, unit]) => unit))
  for (const name of names) expect(lines.filter((line) => line === name)).toHaveLength(15)
  expect(lines).toContain('合计：60 人')
})

test('a character that no typeface has is named at the end, not passed over', async () => {
  const pages = readPdf(await renderListPdf({ ...list, rows: [['王\u{10FFFD}', '甲', '1']] }))
  const text = pages.map((page) => page.text).join('')
  expect(text).toContain('请对照核实')
  expect(text).toContain('U+10FFFD')
})

test('marks without a shape of their own are not taken for missing characters', async () => {
  const rows = [['邉\u{E0101}', '甲\u200B\u3000\u00A0乙', '1']]
  const pages = readPdf(await renderListPdf({ ...list, rows }))
  expect(pages.map((page) => page.text).join('')).not.toContain('核实')
})

test('an identity number stays whole where it fits', async () => {
  const id = '990000194801011238'
  const columns = [{ title: '证件号码', width: '40mm' as const }]
  const [page] = readPdf(await renderListPdf({ ...list, columns, rows: [[id]] }))
  expect(page?.text.split('\n')).toContain(id)
})

test('words are words, whatever they look like to the typesetter', async () => {
  const hostile = ['#panic("x")', '$x$ *b* _i_ `c` <l> @r', '#read("/etc/passwd")', '\\ // /* ]']
  const pages = readPdf(
    await renderListPdf({ ...list, rows: hostile.map((text) => ['甲', text, '']) }),
  )
  const text = pages
    .map((page) => page.text)
    .join('')
    .replaceAll('\n', '')
  for (const words of hostile) expect(text).toContain(words)
})

test('long text wraps, a long number is cut into lines, nothing is lost', async () => {
  const words = '因病长期住院，由其长女代领。'.repeat(60)
  const number = '9'.repeat(90)
  const rows = [
    [number, words, '1'],
    ['乙', '末行', '2'],
  ]
  const pages = readPdf(await renderListPdf({ ...list, rows }))
  const text = pages
    .map((page) => page.text)
    .join('')
    .replaceAll('\n', '')
  expect(text).toContain('末行')
  expect(text.match(/9/g)?.length).toBeGreaterThanOrEqual(90)
  expect(text.match(/因病/g)).toHaveLength(60)
})

test('columns wider than the paper are narrowed to it, an empty list still prints', async () => {
  const columns = Array.from({ length: 12 }, (_, index) => ({
    title: `栏${index}`,
    width: '40mm' as const,
  }))
  const pages = readPdf(await renderListPdf({ ...list, columns, rows: [] }))
  expect(pages).toHaveLength(1)
  for (const { title } of columns) expect(pages[0]?.text.replaceAll('\n', '')).toContain(title)
})

test('a landscape list holds fewer rows a page than an upright one', async () => {
  const upright = readPdf(await renderListPdf(list))
  const landscape = readPdf(await renderListPdf({ ...list, landscape: true, watermark: '丙' }))
  expect(landscape.length).toBeGreaterThan(upright.length)
})

test('the same list gives the same bytes', async () => {
  expect(await renderListPdf(list)).toEqual(await renderListPdf(list))
})

test('a record sheet shows every label and value, and its tables', async () => {
  const pages = readPdf(
    await renderSheetPdf({
      title: '登记表',
      photoBox: true,
      groups: [
        {
          title: '一、基本情况',
          items: [
            { label: '姓名', value: '王𬱖' },
            { label: '住址', value: '甲路\n乙号', span: 2 },
          ],
        },
        {
          title: '二、家庭',
          columns: [
            { title: '称谓', width: '20mm' },
            { title: '姓名', width: '1fr' },
          ],
          rows: [['长子', '王某']],
        },
      ],
      printedBy: '丙',
      printedAt: '2026-11-21 19:40',
    }),
  )
  expect(pages.map((page) => page.boxes)).toEqual([0])
  const text = pages.map((page) => page.text).join('')
  for (const words of [
    '登记表',
    '一、基本情况',
    '王𬱖',
    '甲路',
    '乙号',
    '照　片',
    '称谓',
    '长子',
    '王某',
    '第 1 页 共 1 页',
  ]) {
    expect(text).toContain(words)
  }
})

test('a list too long for paper is refused with the way out', async () => {
  const rows = Array.from({ length: MOST_PRINTED_ROWS + 1 }, () => ['甲'])
  await expect(renderListPdf({ ...list, rows })).rejects.toMatchObject({
    kind: 'tooLarge',
    code: 'documents.tooManyRows',
    message: expect.stringContaining('导出表格'),
  })
})
