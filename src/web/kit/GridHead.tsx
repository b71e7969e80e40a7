import type { CSSProperties } from 'react'
import { nextSort, sortState, type PlacedColumn } from './column.ts'
import type { GridPosition } from './gridMove.ts'

export interface HeadSelection {
  readonly state: 'all' | 'some' | 'none'
  readonly toggleAll: () => void
}

interface GridHeadProps<Row> {
  readonly columns: readonly PlacedColumn<Row>[]
  readonly sort: string
  readonly onSort?: ((sort: string) => void) | undefined
  readonly selection?: HeadSelection | undefined
  readonly active: GridPosition
}

export function GridHead<Row>({ columns, sort, onSort, selection, active }: GridHeadProps<Row>) {
  const offset = selection ? 1 : 0
  const stop = (column: number) => (active.row === -1 && active.column === column ? 0 : -1)
  return (
    <div role="rowgroup" className="dg-headgroup">
      <div role="row" className="dg-head" aria-rowindex={1}>
        {selection && <SelectAll {...selection} tabIndex={stop(0)} />}
        {columns.map((column, index) => (
          <div
            key={column.key}
            role="columnheader"
            className="dg-cell"
            data-cell={`-1:${index + offset}`}
            data-align={column.align}
            data-frozen={column.left !== undefined || undefined}
            aria-colindex={index + offset + 1}
            aria-sort={column.sort ? sortState(column, sort) : undefined}
            tabIndex={stop(index + offset)}
            style={cellStyle(column)}
          >
            {column.sort && onSort ? (
              <SortButton
                title={column.title}
                state={sortState(column, sort)}
                onPress={() => onSort(nextSort(column as PlacedColumn<never>, sort))}
              />
            ) : (
              column.title
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Width and place of a cell; cells not frozen share the room left over. */
export function cellStyle({
  width,
  left,
}: PlacedColumn<never> | { width: number; left?: number | undefined }): CSSProperties {
  const rem = width / 14
  if (left !== undefined) return { flex: `0 0 ${rem}rem`, left: `${left}rem` }
  return { flex: `${width} 0 ${rem}rem` }
}

function SelectAll({ state, toggleAll, tabIndex }: HeadSelection & { readonly tabIndex: number }) {
  return (
    <div
      role="columnheader"
      className="dg-cell dg-select"
      data-frozen
      data-cell="-1:0"
      aria-colindex={1}
      tabIndex={tabIndex}
    >
      <input
        type="checkbox"
        aria-label="选择本页全部"
        tabIndex={-1}
        checked={state === 'all'}
        ref={(input) => {
          if (input) input.indeterminate = state === 'some'
        }}
        onChange={toggleAll}
      />
    </div>
  )
}

interface SortButtonProps {
  readonly title: string
  readonly state: 'ascending' | 'descending' | 'none'
  readonly onPress: () => void
}

const arrows = { ascending: '↑', descending: '↓', none: '↕' }

function SortButton({ title, state, onPress }: SortButtonProps) {
  return (
    <button type="button" className="dg-sort" tabIndex={-1} data-state={state} onClick={onPress}>
      {title}
      <span aria-hidden="true">{arrows[state]}</span>
    </button>
  )
}
