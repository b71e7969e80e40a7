import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many duties are overdue, for the navigation. */
export function useOverdue(): number | undefined {
  const may = useMay()
  const summary = useCall('duties.summary', {}, { enabled: may('duties.read') })
  return summary.data?.overdue
}
