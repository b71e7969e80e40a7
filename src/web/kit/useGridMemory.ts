import { useEffect, useRef, type RefObject } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import type { GridPosition } from './gridMove.ts'

interface Memory {
  readonly top: number
  readonly left: number
  readonly active: GridPosition
}

interface Active {
  readonly active: GridPosition
  readonly setActive: (position: GridPosition) => void
}

const memories = new Map<string, Memory>()

/** How far down a list was scrolled when one left this place in the history. */
export function useKeptOffset(label: string): number {
  const key = `${useLocation().key}:${label}`
  const back = useNavigationType() === 'POP'
  return back ? (memories.get(key)?.top ?? 0) : 0
}

/** Going back to a list finds it scrolled as it was left, on the same row. */
export function useGridMemory(
  label: string,
  scroller: RefObject<HTMLDivElement | null>,
  ready: boolean,
  { active, setActive }: Active,
): void {
  const key = `${useLocation().key}:${label}`
  const back = useNavigationType() === 'POP'
  const restored = useRef('')
  const latest = useRef(active)
  latest.current = active

  useEffect(() => {
    const grid = scroller.current
    if (!ready || !grid || restored.current === key) return
    const memory = memories.get(key)
    if (back && memory) {
      grid.scrollTo(memory.left, memory.top)
      setActive(memory.active)
    } else if (restored.current) grid.scrollTo(grid.scrollLeft, 0)
    restored.current = key
  }, [key, ready, back, scroller, setActive])

  useEffect(() => {
    const grid = scroller.current
    if (!grid) return
    const keep = () =>
      memories.set(key, { top: grid.scrollTop, left: grid.scrollLeft, active: latest.current })
    grid.addEventListener('scroll', keep, { passive: true })
    grid.addEventListener('focusin', keep)
    return () => {
      grid.removeEventListener('scroll', keep)
      grid.removeEventListener('focusin', keep)
    }
  }, [key, scroller])
}
