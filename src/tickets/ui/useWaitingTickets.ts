import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** Matters that wait for this organisation: to be taken over, or overdue. */
export function useWaitingTickets(): number | undefined {
  const may = useMay()
  const counts = useCall('tickets.counts', {}, { enabled: may('tickets.read') })
  return counts.data && counts.data.offered + counts.data.ownOverdue
}
