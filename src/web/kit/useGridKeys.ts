import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { useNavigate } from 'react-router'
import { clamp, gridMove, type GridPosition } from './gridMove.ts'
import type { HeadSelection } from './GridHead.tsx'

interface GridKeysInput<Row> {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly columns: readonly unknown[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly href?: ((row: Row) => string) | undefined
  readonly onOpen?: ((row: Row) => void) | undefined
  readonly selected: ReadonlySet<string>
  readonly onSelect?: ((selected: ReadonlySet<string>) => void) | undefined
}

const inner = 'a, button, input, select, textarea'

/** Active cell, keys and selection of a DataGrid: one tab stop, keys as in the WAI-ARIA pattern. */
export function useGridKeys<Row>(input: GridKeysInput<Row>) {
  const { scroller, columns, rows, rowKey, selected, onSelect } = input
  const [active, setActive] = useState<GridPosition>({ row: 0, column: 0 })
  const navigate = useNavigate()
  const moved = useRef(false)
  const scrollTo = useRef<(row: number) => void>(() => undefined)
  const latest = useRef(input)
  useLayoutEffect(() => void (latest.current = input))
  const width = columns.length + (onSelect ? 1 : 0)
  const safe = clamp(active, { rows: rows.length, columns: width, page: 1 })

  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    if (safe.row >= 0) scrollTo.current(safe.row)
    requestAnimationFrame(() => focusCell(scroller.current, safe))
  }, [safe.row, safe.column, scroller])

  const toggle = useCallback((id: string) => {
    const { selected: now, onSelect: tell } = latest.current
    const next = new Set(now)
    if (!next.delete(id)) next.add(id)
    tell?.(next)
  }, [])

  const selection = useMemo(
    () => headSelection(rows.map(rowKey), selected, onSelect),
    [rows, rowKey, selected, onSelect],
  )

  function act(event: KeyboardEvent, enter: boolean): boolean {
    const cell = event.target as HTMLElement
    const row = rows[safe.row]
    const control = cell.querySelector<HTMLElement>(inner)
    if (safe.row < 0) return press(control)
    if (row === undefined) return false
    if (!enter) return onSelect ? (toggle(rowKey(row)), true) : press(control)
    if (control && control.tagName !== 'INPUT' && control.tagName !== 'A') return press(control)
    if (input.onOpen) return (input.onOpen(row), true)
    if (input.href) return (void navigate(input.href(row)), true)
    return press(control)
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const target = event.target as HTMLElement
    if (!target.dataset['cell'] || event.nativeEvent.isComposing) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / 40) - 1)
    const bounds = { rows: rows.length, columns: width, page }
    const next = gridMove(safe, event.key, event.ctrlKey || event.metaKey, bounds)
    if (next) {
      moved.current = next.row !== safe.row || next.column !== safe.column
      setActive(next)
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (!act(event, event.key === 'Enter')) return
    } else return
    event.preventDefault()
  }

  function onFocus(event: FocusEvent<HTMLDivElement>) {
    const at = positionOf(event.target.closest<HTMLElement>('[data-cell]')?.dataset['cell'])
    if (at && (at.row !== safe.row || at.column !== safe.column)) setActive(at)
  }

  return {
    active: safe,
    setActive,
    selection,
    toggle,
    onKeyDown,
    onFocus,
    onScrollTo: (handler: (row: number) => void) => void (scrollTo.current = handler),
  }
}

function headSelection(
  ids: readonly string[],
  selected: ReadonlySet<string>,
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined,
): HeadSelection {
  const chosen = ids.filter((id) => selected.has(id)).length
  const all = chosen > 0 && chosen === ids.length
  const others = [...selected].filter((id) => !ids.includes(id))
  return {
    state: all ? 'all' : chosen > 0 ? 'some' : 'none',
    toggleAll: () => onSelect?.(new Set(all ? others : [...selected, ...ids])),
  }
}

function positionOf(cell: string | undefined): GridPosition | undefined {
  const match = /^(-?\d+):(\d+)$/.exec(cell ?? '')
  return match ? { row: Number(match[1]), column: Number(match[2]) } : undefined
}

function focusCell(grid: HTMLElement | null, { row, column }: GridPosition): void {
  grid?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)?.focus()
}

function press(control: HTMLElement | null): boolean {
  control?.click()
  return control !== null
}
