import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

const everyMs = 60_000

/** Messages in one's own inbox that were not read yet, for the navigation. */
export function useUnread(): number | undefined {
  const may = useMay()
  const found = useCall('messages.unread', {}, { enabled: may('messages.inbox'), every: everyMs })
  return found.data?.unread
}
