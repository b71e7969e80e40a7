import { useCall } from '#src/web/useCall.ts'

/** How many security matters wait to be settled. */
export function useOpenNotices(): number | undefined {
  const { data } = useCall('security.notices', {}, { every: 60_000 })
  return data?.filter(({ settledAt }) => !settledAt).length
}
