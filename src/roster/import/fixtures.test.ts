import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyRate } from '#src/kernel/money.ts'
import { checkFile, type Checked } from './checkFile.ts'
import type { ImportIssue } from './issue.ts'

const folder = join(import.meta.dirname, '../../../test/fixtures/rosters')
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as {
  files: Record<
    string,
    { rows: number; planted?: Record<string, number>; monthly_dues_fen?: number }
  >
}

function check(name: string, kind?: 'roster' | 'members'): Promise<Checked> {
  return checkFile(join(folder, name), { name, kind, today: '2026-11-21' })
}

function ofSeverity(issues: readonly ImportIssue[], severity: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const issue of issues)
    if (issue.severity === severity) counts[issue.code] = (counts[issue.code] ?? 0) + 1
  return counts
}

function at(issue: ImportIssue): string {
  return `${issue.sheet}!${issue.column}${issue.row} ${issue.code}`
}

const rosters = Object.entries(truth.files).filter(([, { planted }]) => planted)

test.each(rosters)('%s: every planted defect is found, and no other error', async (name, file) => {
  const { report, rows } = await check(name)
  expect(report.kind).toBe('roster')
  expect(report.rows).toBe(file.rows)
  expect(rows).toHaveLength(file.rows)
  expect(ofSeverity(report.issues, 'error')).toEqual(file.planted)
  const broken = new Set(
    report.issues.filter((i) => i.severity === 'error').map((i) => `${i.sheet} ${i.row}`),
  )
  expect(report.clean).toBe(file.rows - broken.size)
  const cells = report.issues.map((issue) => `${issue.sheet} ${issue.row} ${issue.column}`)
  expect(new Set(cells).size).toBe(cells.length)
})

/* 1945-09 lies in two revolutionary periods (国发〔1982〕62号); the others joined the party as children. */
test.each([
  [
    'county-register.xlsx',
    [
      '花名册!G644 DATE_PRECISION',
      '花名册!G1267 DATE_PRECISION',
      '花名册!G1393 DATE_PRECISION',
      '花名册!G2725 DATE_PRECISION',
      '花名册!H3295 DATE_IMPLAUSIBLE',
    ],
  ],
  ['old-office.xls', ['Sheet1!H41 DATE_IMPLAUSIBLE', 'Sheet1!G42 DATE_PRECISION']],
  ['units-many-sheets.xlsx', []],
  ['legacy-export-gb18030.csv', []],
  ['party-members.xlsx', []],
])('%s: the warnings are these and no more', async (name, expected) => {
  const { report } = await check(name)
  const warnings = report.issues.filter((issue) => issue.severity === 'warning')
  expect(warnings.map(at)).toEqual(expected)
})

test('the defects stand on the cells where they were planted', async () => {
  const county = (await check('county-register.xlsx')).report.issues.map(at)
  expect(county).toContain('花名册!F147 ID_PRECISION_LOST')
  expect(county).toContain('花名册!C27 ID_SEX_MISMATCH')
  expect(county).toContain('花名册!G8 LIXIU_AFTER_1949')
  expect(county).toContain('花名册!F816 DUPLICATE_IN_FILE')
  expect(county).toContain('花名册!O689 PHONE_INVALID')
  const units = (await check('units-many-sheets.xlsx')).report.issues.map(at)
  expect(units).toContain('县棉纺厂（已改制）!E32 DUPLICATE_IN_FILE')
  expect(units).toContain('县人民检察院!B40 NAME_MISSING')
  const legacy = (await check('legacy-export-gb18030.csv')).report.issues.map(at)
  expect(legacy).toContain('legacy-export-gb18030!577 ID_PRECISION_LOST')
})

test('sheets, headers and columns are reported as Excel shows them', async () => {
  const { report } = await check('county-register.xlsx')
  const [sheet] = report.sheets
  expect(sheet?.header).toEqual({ firstRow: 3, lastRow: 4 })
  expect(sheet?.columns.map((column) => `${column.column} ${column.field}`)).toEqual([
    'A null',
    'B fullName',
    'C gender',
    'D ethnicity',
    'E birthArchive',
    'F idNumber',
    'G workStart',
    'H partyJoined',
    'I retiredOn',
    'J formerUnit',
    'K rankAtRetirement',
    'L healthStatus',
    'M community',
    'N residenceAddress',
    'O mobile',
    'P remark',
  ])
  expect((await check('units-many-sheets.xlsx')).report.sheets).toHaveLength(24)
})

test('people get their unit from the sheet, their category from the remarks', async () => {
  const units = await check('units-many-sheets.xlsx')
  expect(units.rows[0]?.ties).toEqual({ formerUnit: '石桥乡人民政府' })
  expect(units.rows.every((row) => row.ties.formerUnit)).toBe(true)
  const county = await check('county-register.xlsx')
  const lixiu = county.rows.filter((row) => row.values.retirementCategory === 'lixiu')
  expect(lixiu).toHaveLength(241)
  expect(county.rows.every((row) => row.values.remark === undefined)).toBe(true)
  expect(county.rows[0]?.values).toMatchObject({
    fullName: '阎荣',
    birthArchive: '1952-01',
    workStart: '1971-10-01',
    retiredOn: '2012-01',
    rankAtRetirement: '142',
    mobile: '15828569115',
  })
})

/* 中组发〔2008〕3号 Art. 5: 0.5 % of the whole base up to 5,000 元, 1 % above. */
test('the members’ register yields its monthly dues', async () => {
  const { report, rows } = await check('party-members.xlsx')
  expect(report.kind).toBe('members')
  const dues = rows.map(({ values }) => {
    const base = values.duesBaseFen ?? 0
    return applyRate(base, base <= 500_000 ? 5 : 10, 1000)
  })
  expect(dues.reduce((sum, fen) => sum + fen, 0)).toBe(10_369_258)
  expect(truth.files['party-members.xlsx']?.monthly_dues_fen).toBe(10_369_258)
  expect(rows.every((row) => row.ties.branch && row.values.partyFull)).toBe(true)
})
