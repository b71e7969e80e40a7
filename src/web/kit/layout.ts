export interface GridLayout {
  /** Column keys in the order shown. */
  readonly shown: readonly string[]
  readonly density: 'normal' | 'compact'
}

interface Named {
  readonly key: string
  readonly hidden?: boolean | undefined
}

/** The layout before a person changed anything: every column not hidden at first, in order. */
export function firstLayout(columns: readonly Named[]): GridLayout {
  return { shown: columns.filter(({ hidden }) => !hidden).map(({ key }) => key), density: 'normal' }
}

/** A saved preference made safe: unknown columns fall out, nonsense becomes the first layout. */
export function readLayout(saved: unknown, columns: readonly Named[]): GridLayout {
  const first = firstLayout(columns)
  if (typeof saved !== 'object' || saved === null) return first
  const { shown, density } = saved as Partial<GridLayout>
  const known = Array.isArray(shown)
    ? shown.filter((key) => columns.some((c) => c.key === key))
    : []
  return {
    shown: known.length > 0 ? [...new Set<string>(known)] : first.shown,
    density: density === 'compact' ? 'compact' : 'normal',
  }
}

/** Shows or hides a column; shown again it goes last. The last one left cannot be hidden. */
export function toggleColumn(layout: GridLayout, key: string): GridLayout {
  if (!layout.shown.includes(key)) return { ...layout, shown: [...layout.shown, key] }
  const shown = layout.shown.filter((other) => other !== key)
  return shown.length > 0 ? { ...layout, shown } : layout
}

/** Moves a column by `step` places, −1 forward, 1 back. */
export function moveColumn(layout: GridLayout, key: string, step: -1 | 1): GridLayout {
  const from = layout.shown.indexOf(key)
  const to = from + step
  if (from < 0 || to < 0 || to >= layout.shown.length) return layout
  const shown = layout.shown.filter((other) => other !== key)
  shown.splice(to, 0, key)
  return { ...layout, shown }
}
