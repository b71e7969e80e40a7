import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many things about backups want doing, for the navigation. */
export function useBackupAlarms(): number | undefined {
  const may = useMay()
  const health = useCall('platform.health', {}, { enabled: may('platform.read') })
  return health.data?.alarms.length
}
