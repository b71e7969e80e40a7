import { useState, type ReactNode } from 'react'
import { rules } from '#src/duties/duty.ts'
import { VerifyDialog } from '#src/roster/ui/VerifyDialog.tsx'
import { VisitDialog } from '#src/visits/ui/VisitDialog.tsx'
import type { Job } from './act.ts'
import { ContactDialog } from './ContactDialog.tsx'
import { DutySheet } from './DutySheet.tsx'
import { TieDialog } from './TieDialog.tsx'
import { UnwaiveDialog, WaiveDialog } from './WaiveDialog.tsx'

/** Starts what a row asks for; the page draws `windows` once. */
export function useDutyJobs(): { onJob: (job: Job) => void; windows: ReactNode } {
  const [job, setJob] = useState<Job>()
  return {
    onJob: setJob,
    windows: job && <JobWindow job={job} onClose={() => setJob(undefined)} onJob={setJob} />,
  }
}

interface JobWindowProps {
  readonly job: Job
  readonly onClose: () => void
  readonly onJob: (job: Job) => void
}

function JobWindow({ job: { kind, row }, onClose, onJob }: JobWindowProps) {
  const { act } = rules[row.rule]
  const window = { row, onClose, open: true }
  if (kind === 'details') return <DutySheet {...window} onJob={onJob} />
  if (kind === 'waive') return <WaiveDialog {...window} />
  if (kind === 'unwaive') return <UnwaiveDialog {...window} />
  if (kind === 'tie') return <TieDialog {...window} />
  if (kind === 'contact') return <ContactDialog {...window} />
  if (kind === 'visit')
    return (
      <VisitDialog
        open
        onClose={onClose}
        who={row}
        reasons={act.kind === 'visit' ? [act.reason] : []}
      />
    )
  return <VerifyDialog ids={[row.retireeId]} who={row.fullName} open onClose={onClose} />
}
