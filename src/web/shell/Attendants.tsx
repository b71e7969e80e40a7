import { lazy, Suspense } from 'react'
import { attendants } from '#src/pages.tsx'
import { useMay } from '../session.ts'

const entries = attendants.map(({ permission, load }) => ({
  permission,
  Attendant: lazy(async () => ({ default: await load() })),
}))

/** What is at work behind every page for those who may; each draws only what it has to say. */
export function Attendants() {
  const may = useMay()
  return (
    <>
      {entries.map(({ permission, Attendant }) => (
        <Suspense key={permission}>{may(permission) && <Attendant />}</Suspense>
      ))}
    </>
  )
}
