import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { Job } from './act.ts'

const JobWindow = lazy(async () => ({ default: (await import('./JobWindow.tsx')).JobWindow }))

/** Starts what a row asks for; the page draws `windows` once. Their code comes with the first. */
export function useDutyJobs(): { onJob: (job: Job) => void; windows: ReactNode } {
  const [job, setJob] = useState<Job>()
  return {
    onJob: setJob,
    windows: job && (
      <Suspense>
        <JobWindow job={job} onClose={() => setJob(undefined)} onJob={setJob} />
      </Suspense>
    ),
  }
}
