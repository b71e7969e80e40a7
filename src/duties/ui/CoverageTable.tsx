import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { CoverageRow } from '#src/duties/list.ts'
import { coverageGroups } from '#src/duties/duty.ts'
import { Button } from '#src/web/kit/Button.tsx'
import type { Column } from '#src/web/kit/column.ts'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { hrefOfCell, percentOf, totalOf, type Asked } from './coverage.ts'
import type { View } from './query.ts'

const figures = [
  ['owed', '应办'],
  ['done', '已办'],
  ['overdue', '逾期'],
  ['waived', '免办'],
] as const satisfies readonly (readonly [View & keyof CoverageRow, string])[]

/** Columns of the coverage table; each figure leads to the duties it counts. */
export function coverageColumns(asked: Asked): readonly Column<CoverageRow>[] {
  return [
    {
      key: 'name',
      title: coverageGroups[asked.by],
      width: 200,
      cell: (row) => (isTotal(row) ? <b>{row.name}</b> : row.name),
      text: (row) => row.name,
    },
    ...figures.map(([of, title]): Column<CoverageRow> => ({
      key: of,
      title,
      width: 80,
      align: 'right',
      cell: (row) => figure(asked, of, row),
      text: (row) => String(row[of]),
    })),
    {
      key: 'rate',
      title: '落实率',
      width: 90,
      align: 'right',
      cell: ({ rate }) => percentOf(rate),
    },
  ]
}

function figure(asked: Asked, of: (typeof figures)[number][0], row: CoverageRow): ReactNode {
  const value = row[of].toLocaleString('zh-CN')
  if (row[of] === 0) return <span className="muted">0</span>
  const name = `${row.name}${figures.find(([key]) => key === of)?.[1]} ${value} 件`
  return (
    <Link
      to={hrefOfCell(asked, of, isTotal(row) ? undefined : row)}
      className={of === 'overdue' ? 'figure figure-err' : 'figure'}
      aria-label={name}
    >
      {value}
    </Link>
  )
}

function isTotal({ key, name }: CoverageRow): boolean {
  return key === null && name === '合计'
}

interface CoverageTableProps {
  readonly asked: Asked
  readonly rows: readonly CoverageRow[]
}

const atFirst = 50

/** The figures of each group and of all; very many groups are shown when asked for. */
export function CoverageTable({ asked, rows }: CoverageTableProps) {
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, atFirst)
  return (
    <>
      <SimpleTable
        label={`各${coverageGroups[asked.by]}落实情况`}
        columns={coverageColumns(asked)}
        rows={[totalOf(rows), ...shown]}
        rowKey={({ key, name }) => `${key} ${name}`}
      />
      {shown.length < rows.length && (
        <div className="table-more">
          <Button look="link" onClick={() => setAll(true)}>
            显示全部 {rows.length} 项
          </Button>
        </div>
      )}
    </>
  )
}
