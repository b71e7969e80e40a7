import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many requests wait for whoever may decide on them. */
export function usePending(): number | undefined {
  const may = useMay()
  const pending = useCall('roster.requests', { limit: 200 }, { enabled: may('roster.decide') })
  return pending.data?.length
}
