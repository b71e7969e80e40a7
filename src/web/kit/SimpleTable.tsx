import type { ReactNode } from 'react'
import { useOverflow } from './useOverflow.ts'
import type { Column } from './column.ts'
import { Empty } from './states.tsx'

export interface SimpleColumn<Row> extends Omit<Column<Row>, 'width'> {
  /** Per cent of the table's width, so that tables under each other line up. */
  readonly share?: number | undefined
}

interface SimpleTableProps<Row> {
  readonly label: string
  readonly columns: readonly SimpleColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string | number
  readonly empty?: ReactNode
}

/** A plain table for few rows, with buttons and links in it; for many rows use DataGrid. */
export function SimpleTable<Row>({ label, columns, rows, rowKey, empty }: SimpleTableProps<Row>) {
  const { scroller, overflows } = useOverflow()
  if (rows.length === 0) return empty ?? <Empty title="暂无记录" />
  return (
    <div ref={scroller} className="table-scroll" tabIndex={overflows ? 0 : undefined}>
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, title, align, share }) => (
              <th
                key={key}
                scope="col"
                data-align={align}
                style={share ? { width: `${share}%` } : undefined}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, title, align, cell }) => (
                <td key={key} data-align={align} data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
