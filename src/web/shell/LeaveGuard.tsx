import { useBlocker } from 'react-router'
import { LeaveDialog } from '../kit/LeaveDialog.tsx'
import { hasUnsaved } from '../kit/unsaved.ts'

/** Going to another page asks first while a form holds unsaved changes. */
export function LeaveGuard() {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && hasUnsaved(),
  )
  return (
    <LeaveDialog
      open={blocker.state === 'blocked'}
      onStay={() => blocker.reset?.()}
      onLeave={() => blocker.proceed?.()}
    />
  )
}
