import { memo, type ReactNode } from 'react'
import { Link } from 'react-router'
import { cellText, type PlacedColumn } from './column.ts'
import { cellStyle } from './GridHead.tsx'

interface GridRowProps<Row> {
  readonly row: Row
  readonly id: string
  readonly columns: readonly PlacedColumn<Row>[]
  readonly index: number
  readonly rowIndex: number
  readonly start: number
  readonly height: number
  readonly href?: ((row: Row) => string) | undefined
  readonly tone?: string | undefined
  readonly selected: boolean
  readonly onToggle?: ((id: string) => void) | undefined
  readonly activeColumn: number
}

function Row<Row>(props: GridRowProps<Row>) {
  const { row, id, columns, index, onToggle, activeColumn, selected } = props
  const offset = onToggle ? 1 : 0
  return (
    <div
      role="row"
      className="dg-row"
      data-tone={props.tone}
      aria-rowindex={props.rowIndex}
      aria-selected={onToggle ? selected : undefined}
      style={{ transform: `translateY(${props.start}px)`, height: props.height }}
    >
      {onToggle && (
        <div
          role="gridcell"
          className="dg-cell dg-select"
          data-frozen
          data-cell={`${index}:0`}
          aria-colindex={1}
          tabIndex={activeColumn === 0 ? 0 : -1}
        >
          <input
            type="checkbox"
            aria-label={`选择第 ${props.rowIndex - 1} 行`}
            tabIndex={-1}
            checked={selected}
            onChange={() => onToggle(id)}
          />
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          className="dg-cell"
          data-cell={`${index}:${at + offset}`}
          data-align={column.align}
          data-frozen={column.left !== undefined || undefined}
          aria-colindex={at + offset + 1}
          tabIndex={activeColumn === at + offset ? 0 : -1}
          style={cellStyle(column as PlacedColumn<never>)}
          title={cellText(column, row) || undefined}
        >
          {contentOf(column, row, props.href)}
        </div>
      ))}
    </div>
  )
}

export const GridRow = memo(Row) as typeof Row

function contentOf<Row>(
  column: PlacedColumn<Row>,
  row: Row,
  href: ((row: Row) => string) | undefined,
): ReactNode {
  if (!column.primary || !href) return column.cell(row)
  return (
    <Link to={href(row)} tabIndex={-1} className="dg-link">
      {column.cell(row)}
    </Link>
  )
}
