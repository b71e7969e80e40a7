import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many requests of others wait for this person. */
export function useToCheck(): number | undefined {
  const list = useCall('approvals.list', {}, { enabled: useMay()('approvals.use') })
  return list.data?.toCheck.length
}
