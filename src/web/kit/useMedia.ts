import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query holds, kept up to date. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

const sizeChanged = 'chongyang:size'

/** Pixels of one rem, which the large-text switch changes. */
export function useRem(): number {
  return useSyncExternalStore(
    (changed) => {
      addEventListener(sizeChanged, changed)
      return () => removeEventListener(sizeChanged, changed)
    },
    () => (document.documentElement.dataset['size'] === 'large' ? 16 : 14),
  )
}

/** Sets normal or large text on the whole page. */
export function setTextSize(size: 'normal' | 'large'): void {
  document.documentElement.dataset['size'] = size
  dispatchEvent(new Event(sizeChanged))
}
