import { fieldOf, isFieldKey, showValue } from '#src/roster/fields.ts'
import type { IssueCode } from '#src/roster/import/issue.ts'
import { mappableFields } from '#src/roster/import/mapping.ts'
import type { Tone } from '#src/web/kit/Tag.tsx'

export const kinds = { roster: '老干部花名册', members: '党员名册' } as const

export const batchStates: Readonly<Record<string, { title: string; tone: Tone }>> = {
  checking: { title: '正在检查', tone: 'info' },
  checked: { title: '等待核对', tone: 'warn' },
  unreadable: { title: '读不出来', tone: 'err' },
  committing: { title: '正在写入', tone: 'info' },
  failed: { title: '没有写入', tone: 'err' },
  committed: { title: '已导入', tone: 'ok' },
  undone: { title: '已撤回', tone: 'plain' },
  abandoned: { title: '已放弃', tone: 'plain' },
}

export const issueTitles: Readonly<Record<IssueCode, string>> = {
  NAME_MISSING: '没有姓名',
  NAME_INVALID: '不是姓名',
  ID_MISSING: '没有身份证号',
  ID_LENGTH: '身份证号位数不对',
  ID_CHECKSUM: '身份证号校验不对',
  ID_PRECISION_LOST: '身份证号被表格改坏',
  ID_SEX_MISMATCH: '性别与身份证不符',
  DATE_INVALID: '不是日期',
  PHONE_INVALID: '不是电话号码',
  AMOUNT_INVALID: '不是金额',
  TEXT_TOO_LONG: '内容太长',
  LIXIU_AFTER_1949: '离休时间不符',
  DUPLICATE_IN_FILE: '表内重复',
  DUPLICATE_OF_RECORD: '疑似已登记',
  ID_REGION: '身份证地区代码可疑',
  ID_BIRTH_MISMATCH: '出生日期与身份证不符',
  DATE_IMPLAUSIBLE: '日期不合常理',
  DATE_PRECISION: '日期不够精确',
  CODE_UNKNOWN: '选项不认识',
  UNIT_UNKNOWN: '单位未登记',
  BRANCH_UNKNOWN: '党支部未登记',
  COMMUNITY_UNKNOWN: '社区未登记',
  FORMULA: '公式单元格',
  COLUMN_UNMAPPED: '列没有对应',
}

export const severityTitles = { error: '错误', warning: '提醒' } as const

const titles = new Map<string, string>(mappableFields.map(({ key, title }) => [key, title]))

/** The name of a field or tie as people call it. */
export function keyTitle(key: string): string {
  return titles.get(key) ?? (isFieldKey(key) ? fieldOf(key).title : key)
}

/** A value of a row as text; an organisation is already a name. */
export function keyValue(key: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  return isFieldKey(key) ? showValue(key, value) : String(value as string)
}

/** Where a row stands in the file, as Excel shows it; the sheet only where there are several. */
export function placeOf({ sheet, row }: { sheet: string; row: number }, manySheets = true): string {
  return sheet && manySheets ? `${sheet} 第 ${row} 行` : `第 ${row} 行`
}

const order = new Map<string, number>(mappableFields.map(({ key }, index) => [key, index]))

/** Keys in the order of the form. */
export function inOrder(keys: readonly string[]): readonly string[] {
  const place = (key: string) => order.get(key) ?? order.size
  return [...keys].sort((a, b) => place(a) - place(b))
}

/** A column as Excel shows it, or its position in a CSV file. */
export function columnText(column: string | number): string {
  return /^\d+$/.test(String(column)) ? `第 ${column} 列` : `${column} 列`
}
