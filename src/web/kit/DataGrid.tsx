import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import { placeColumns, widthOf, type Column } from './column.ts'
import { Empty, ErrorBox, SkeletonRows } from './states.tsx'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { firstLayout, type GridLayout } from './layout.ts'
import { PrintTable } from './PrintTable.tsx'
import { useGridKeys } from './useGridKeys.ts'
import { useGridMemory, useKeptOffset } from './useGridMemory.ts'
import { useMedia, useRem } from './useMedia.ts'

export interface DataGridProps<Row> {
  /** What the table lists, for screen readers and as the printed title. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Address of a row's own page: link on the primary column, Enter opens it. */
  readonly href?: ((row: Row) => string) | undefined
  readonly onOpen?: ((row: Row) => void) | undefined
  readonly selected?: ReadonlySet<string> | undefined
  readonly onSelect?: ((selected: ReadonlySet<string>) => void) | undefined
  /** Column name, falling with a leading `-`. */
  readonly sort?: string | undefined
  readonly onSort?: ((sort: string) => void) | undefined
  readonly layout?: GridLayout | undefined
  /** Rows on all pages together. */
  readonly total?: number | undefined
  /** Position of the first row among all, from 0. */
  readonly first?: number | undefined
  readonly loading?: boolean | undefined
  /** Rows shown are those of the last question. */
  readonly stale?: boolean | undefined
  readonly error?: unknown
  readonly onRetry?: (() => void) | undefined
  readonly empty?: ReactNode
  readonly rowTone?: ((row: Row) => 'muted' | 'warn' | 'err' | undefined) | undefined
  /** Lines under the printed title: conditions, day, count. */
  readonly printNote?: string | undefined
}

const none: ReadonlySet<string> = new Set()
const rowRem = { normal: 2.7143, compact: 2.1429 }

/** A table for many rows: keyboard grid, frozen columns, selection, sorting, printed twin. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, rows, rowKey, onSelect, selected = none, total, first = 0 } = props
  const layout = props.layout ?? firstLayout(columns)
  const narrow = useMedia('(max-width: 600px)')
  const scroller = useRef<HTMLDivElement>(null)
  const placed = useMemo(
    () => placeColumns(columns, layout.shown, Boolean(onSelect), narrow),
    [columns, layout.shown, onSelect, narrow],
  )
  const keys = useGridKeys({ ...props, selected, scroller, columns: placed })
  const height = rowRem[layout.density] * useRem()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    initialOffset: useKeptOffset(label),
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), keys.active.row, rows.length),
  })
  useChangedHeight(virtual, height)
  keys.onScrollTo((row) => virtual.scrollToIndex(row))
  useGridMemory(label, scroller, rows.length > 0, keys)
  const body = props.error ? (
    <ErrorBox error={props.error} onRetry={props.onRetry} />
  ) : rows.length > 0 ? null : props.loading ? (
    <SkeletonRows />
  ) : (
    (props.empty ?? <Empty title="没有符合条件的记录" />)
  )
  return (
    <>
      <div className="dg-frame" data-stale={props.stale || undefined}>
        <div
          ref={scroller}
          role="grid"
          className="dg"
          data-density={layout.density}
          aria-label={label}
          aria-rowcount={(total ?? rows.length) + 1}
          aria-colcount={placed.length + (onSelect ? 1 : 0)}
          aria-multiselectable={Boolean(onSelect)}
          aria-busy={props.loading || props.stale || false}
          onKeyDown={keys.onKeyDown}
          onFocus={keys.onFocus}
        >
          <div className="dg-wide" style={{ minWidth: `${widthOf(placed, Boolean(onSelect))}rem` }}>
            <GridHead
              columns={placed}
              sort={props.sort ?? ''}
              onSort={props.onSort}
              selection={onSelect && keys.selection}
              active={keys.active}
            />
            <div role="rowgroup" className="dg-body" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(({ index, start, size }) => {
                const row = rows[index]
                if (row === undefined) return null
                const id = rowKey(row)
                return (
                  <GridRow
                    key={id}
                    row={row}
                    id={id}
                    columns={placed}
                    index={index}
                    rowIndex={first + index + 2}
                    start={start}
                    height={size}
                    href={props.href}
                    tone={props.rowTone?.(row)}
                    selected={selected.has(id)}
                    onToggle={onSelect && keys.toggle}
                    activeColumn={keys.active.row === index ? keys.active.column : -1}
                  />
                )
              })}
            </div>
          </div>
        </div>
        {body}
      </div>
      <PrintTable
        title={label}
        note={props.printNote}
        columns={placed}
        rows={rows}
        rowKey={rowKey}
      />
    </>
  )
}

/** Rows placed at another height (large text, density) are placed anew at once. */
function useChangedHeight(virtual: { readonly measure: () => void }, height: number): void {
  const placed = useRef(height)
  useLayoutEffect(() => {
    if (placed.current === height) return
    placed.current = height
    virtual.measure()
  }, [virtual, height])
}

function withRow(indexes: number[], row: number, count: number): number[] {
  if (row < 0 || row >= count || indexes.includes(row)) return indexes
  return [...indexes, row].sort((a, b) => a - b)
}
