import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many alerts wait, for the navigation. */
export function useOpenAlerts(): number | undefined {
  const may = useMay()
  const open = useCall('audit.openAlerts', {}, { enabled: may('security.read'), every: 60_000 })
  return open.data?.count
}
