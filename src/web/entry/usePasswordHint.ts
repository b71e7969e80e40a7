import { passwordHint } from '#src/staff/passwordProfile.ts'
import { useCall } from '../useCall.ts'

/** What a password must be here, in words. */
export function usePasswordHint(): string {
  const ways = useCall('session.waysIn', {})
  return passwordHint(ways.data?.passwords ?? 'basic')
}
