import { useCallback, useState } from 'react'

/** Whether a box is wider inside than outside: then it must be reachable by keyboard to be scrolled. */
export function useOverflow() {
  const [overflows, setOverflows] = useState(false)
  const scroller = useCallback((box: HTMLElement | null) => {
    if (!box) return
    const observer = new ResizeObserver(() => setOverflows(box.scrollWidth > box.clientWidth))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  return { scroller, overflows }
}
