import { severities, type IssueCode } from '#src/roster/import/issue.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { Chip, Tag } from '#src/web/kit/Tag.tsx'
import { useQueryState } from '#src/web/useQueryState.ts'
import type { OpenBatch, Report } from './batch.ts'
import { columnText, issueTitles, keyTitle, placeOf, severityTitles } from './words.ts'

type Issue = Report['issues'][number]

const size = 50

const columnsOf = (manySheets: boolean): readonly SimpleColumn<Issue>[] => [
  {
    key: 'place',
    title: '位置',
    cell: ({ sheet, row, column }) => (
      <span className="nowrap">
        {placeOf({ sheet, row }, manySheets)} {columnText(column)}
      </span>
    ),
  },
  { key: 'field', title: '项目', cell: ({ field }) => (field ? keyTitle(field) : '—') },
  {
    key: 'severity',
    title: '级别',
    cell: ({ severity }) => (
      <Tag tone={severity === 'error' ? 'err' : 'warn'}>{severityTitles[severity]}</Tag>
    ),
  },
  { key: 'value', title: '表里写的', cell: ({ value }) => value },
  { key: 'message', title: '问题', cell: ({ message }) => message },
]

/** Every problem by sheet, row and column, filtered by severity, kind and sheet. */
export function IssuesTab({ batch }: { readonly batch: OpenBatch }) {
  const [q, change] = useQueryState({ severity: '', code: '', sheet: '', issue: 0 }, ['issue'])
  const { issues = [], counts = {}, sheets = [] } = batch.report ?? {}
  const shown = issues.filter(
    ({ severity, code, sheet }) =>
      (!q.severity || severity === q.severity) &&
      (!q.code || code === q.code) &&
      (!q.sheet || sheet === q.sheet),
  )
  const page = shown.slice(q.issue, q.issue + size)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (issues.length === 0) return <Empty title="没有发现问题">可以直接核对后导入</Empty>
  return (
    <>
      <Bar label="筛选问题">
        {(['', 'error', 'warning'] as const).map((severity) => (
          <Chip
            key={severity}
            pressed={q.severity === severity}
            onPress={() => change({ severity, code: '', issue: 0 })}
          >
            {severity ? severityTitles[severity] : '全部'} {countOf(counts, severity)}
          </Chip>
        ))}
        <Select
          layout="inline"
          label="问题"
          placeholder="全部"
          options={codeOptions(counts, q.severity)}
          value={q.code}
          onChange={(code) => change({ code, issue: 0 })}
        />
        {sheets.length > 1 && (
          <Select
            layout="inline"
            label="工作表"
            placeholder="全部"
            options={optionsOf(Object.fromEntries(sheets.map(({ name }) => [name, name])))}
            value={q.sheet}
            onChange={(sheet) => change({ sheet, issue: 0 })}
          />
        )}
      </Bar>
      <SimpleTable
        label="问题"
        columns={columnsOf(sheets.length > 1)}
        rows={page}
        rowKey={({ sheet, row, column, code }) => `${sheet}!${row}!${column}!${code}`}
        empty={<Empty title="没有这样的问题">换一个条件看看</Empty>}
      />
      {all > issues.length && (
        <p className="muted">
          只列出前 {issues.length} 处，共 {all} 处；下载带错误说明的原表可看全部。
        </p>
      )}
      <StepPager
        total={shown.length}
        at={q.issue}
        size={size}
        shown={page.length}
        onMove={(issue) => change({ issue })}
      />
    </>
  )
}

type Counts = Report['counts']

function countOf(counts: Counts, severity: '' | 'error' | 'warning'): number {
  return Object.entries(counts)
    .filter(([code]) => !severity || severities[code as IssueCode] === severity)
    .reduce((sum, [, count]) => sum + count, 0)
}

function codeOptions(counts: Counts, severity: string) {
  return Object.entries(counts)
    .filter(([code]) => !severity || severities[code as IssueCode] === severity)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => ({
      value: code,
      label: `${issueTitles[code as IssueCode]}（${count}）`,
    }))
}
