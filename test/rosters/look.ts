import { writeXlsx } from 'hucre/xlsx'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { checkFile } from '#src/roster/import/checkFile.ts'
import type { ChosenMapping, ImportKind } from '#src/roster/import/mapping.ts'

export type Value = string | number | Date | null
export type Rows = readonly (readonly Value[])[]
export type Merge = readonly [startRow: number, startCol: number, endRow: number, endCol: number]

export const one = citizenIdOf('990101', '1952-03-15', 851)
export const two = citizenIdOf('990102', '1948-10-01', 122)
export const three = citizenIdOf('990103', '1927-05-20', 331)
export const titles = ['姓名', '性别', '身份证号', '出生年月', '联系电话']
export const zhang = ['张国华', '男', one, '1952.03', '13812345678']
export const li = ['李秀兰', '女', two, '1948.10', '13912345678']

export interface Looked {
  readonly people: string[]
  readonly issues: string[]
  readonly units: (string | undefined)[]
  readonly categories: (string | null | undefined)[]
  readonly columns: string[]
}

export interface Made {
  readonly merges?: readonly Merge[]
  readonly sheet?: string
  readonly kind?: ImportKind
  readonly mapping?: ChosenMapping
}

/** A sheet of these rows, written, read and boiled down to what matters. */
export async function look(rows: Rows, made: Made = {}): Promise<Looked> {
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
