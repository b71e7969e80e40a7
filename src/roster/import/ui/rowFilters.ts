/** The rows of a file by what will become of them. */
export const rowFilters = {
  all: '全部',
  new: '新增',
  changed: '有变化',
  same: '相同',
  suspected: '疑似重复',
  error: '有错',
} as const
export type RowFilter = keyof typeof rowFilters
