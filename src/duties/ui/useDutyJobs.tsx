import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { Job } from './act.ts'

const JobWindow = lazy(async () => ({ default: (await import('./JobWindow.tsx')).JobWindow }))

/** Starts what a row asks for; the page draws `windows` once. Their code comes with the first. */
export function useDutyJobs(): { onJob: (job: Job) => void; windows: ReactNode } {
  const [job, setJob] = useState<Job>()
  function close() {
    setJob(undefined)
    requestAnimationFrame(() => requestAnimationFrame(keepPlace))
  }
  return {
    onJob: setJob,
    windows: job && (
      <Suspense>
        <JobWindow job={job} onClose={close} onJob={setJob} />
      </Suspense>
    ),
  }
}

/** A row that is done is gone, and the focus with it: the heading takes it then. */
function keepPlace(): void {
  if (document.activeElement !== document.body) return
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}
