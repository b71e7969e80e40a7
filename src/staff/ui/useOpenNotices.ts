import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many security matters wait to be settled. */
export function useOpenNotices(): number | undefined {
  const { data } = useCall(
    'security.notices',
    {},
    { enabled: useMay()('security.read'), every: 60_000 },
  )
  return data?.filter(({ settledAt }) => !settledAt).length
}
