import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many calls wait for an answer, for the navigation. */
export function useRinging(): number | undefined {
  const may = useMay()
  const duty = useCall('calls.onDuty', {}, { enabled: may('calls.read'), every: 15_000 })
  return duty.data?.ringing
}
