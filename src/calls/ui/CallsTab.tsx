import { lazy, Suspense } from 'react'
import { Skeleton } from '#src/web/kit/states.tsx'

const CallsOfPerson = lazy(async () => ({
  default: (await import('./CallsOfPerson.tsx')).CallsOfPerson,
}))

/** Fetched when the tab is opened. */
export function CallsTab({ id }: { readonly id: number }) {
  return (
    <Suspense fallback={<Skeleton lines={4} />}>
      <CallsOfPerson id={id} />
    </Suspense>
  )
}
