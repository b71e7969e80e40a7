import { isUnsent } from './item.ts'
import { useOutbox } from './outbox.ts'

/** How many visits wait on this device. */
export function useUnsent(): number | undefined {
  return useOutbox().items.filter(isUnsent).length || undefined
}
