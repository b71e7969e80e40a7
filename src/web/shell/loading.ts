import { useSyncExternalStore } from 'react'

let waiting = 0
const listeners = new Set<() => void>()

function change(by: 1 | -1): void {
  waiting += by
  for (const listener of listeners) listener()
}

/** Runs what fetches a page; meanwhile the shell shows that it is on its way. */
export async function announced<T>(load: () => Promise<T>): Promise<T> {
  change(1)
  try {
    return await load()
  } finally {
    change(-1)
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether a page is being fetched. */
export function usePageLoading(): boolean {
  return useSyncExternalStore(subscribe, () => waiting > 0)
}
