import * as z from 'zod'
import { showValue, type FieldKey } from './fields.ts'
import type { ListRow } from './list.ts'
import { revolutionaryPeriods, type RevolutionaryPeriod } from './revolution.ts'
import { tags, type TagCode } from './tag.ts'

/** A column that a list of people may show, print, export or freeze. */
export interface ListColumn {
  readonly key: ColumnKey
  readonly title: string
  /** Characters of Chinese text that usually fit. */
  readonly width: number
  readonly show: (row: ListRow) => string
}

export type ColumnKey = Exclude<keyof ListRow, 'id' | 'leftReason'>

function plain(key: ColumnKey, title: string, width: number): ListColumn {
  return { key, title, width, show: (row) => String(row[key] ?? '') }
}

function field(key: ColumnKey & FieldKey, title: string, width: number): ListColumn {
  return { key, title, width, show: (row) => showValue(key, row[key]) }
}

export const listColumns: readonly ListColumn[] = [
  plain('fileNo', '编号', 6),
  plain('fullName', '姓名', 6),
  field('gender', '性别', 3),
  plain('age', '年龄', 3),
  { key: 'birth', title: '出生日期', width: 7, show: (row) => row.birth ?? '' },
  plain('idNumber', '身份证号', 11),
  field('retirementCategory', '类别', 4),
  field('rankAtRetirement', '离退前级别', 7),
  field('currentTreatment', '现享受待遇', 7),
  plain('managingUnit', '现管单位', 11),
  plain('formerUnit', '原单位', 11),
  plain('payingUnit', '供养单位', 11),
  plain('community', '社区', 8),
  plain('branch', '党支部', 12),
  field('politicalStatus', '政治面貌', 6),
  plain('partyJoined', '入党时间', 6),
  {
    key: 'revolutionaryPeriod',
    title: '参加革命时期',
    width: 10,
    show: ({ revolutionaryPeriod: period }) =>
      period ? revolutionaryPeriods[period as RevolutionaryPeriod].title : '',
  },
  plain('retiredOn', '离退休时间', 6),
  plain('lastUnitAndPost', '原单位及职务', 14),
  field('ethnicity', '民族', 4),
  plain('mobile', '手机', 8),
  plain('residenceAddress', '现居住地', 16),
  field('livingArrangement', '居住状况', 5),
  field('healthStatus', '健康状况', 6),
  {
    key: 'tags',
    title: '特殊情况',
    width: 8,
    show: (row) => row.tags.map((code) => tags[code as TagCode] ?? code).join('、'),
  },
  plain('verifiedOn', '核实日期', 7),
]

export const defaultColumns: readonly ColumnKey[] = [
  'fullName',
  'gender',
  'age',
  'retirementCategory',
  'rankAtRetirement',
  'managingUnit',
  'community',
  'branch',
  'mobile',
  'verifiedOn',
]

/** The column behind a key. */
export function columnOf(key: ColumnKey): ListColumn {
  return listColumns.find((column) => column.key === key) as ListColumn
}

export const columnKeys = listColumns.map(({ key }) => key) as [ColumnKey, ...ColumnKey[]]

/** The columns chosen for a file or a frozen list: at least one, each once. */
export const ChosenColumns = z
  .array(z.enum(columnKeys, '没有这一列'))
  .min(1, '请至少选择一列')
  .max(columnKeys.length, '列有重复，请删去')
  .refine((keys) => new Set(keys).size === keys.length, '列有重复，请删去')
