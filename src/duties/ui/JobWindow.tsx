import { CallDialog } from '#src/contactGroups/ui/CallDialog.tsx'
import { rules } from '#src/duties/duty.ts'
import { VerifyDialog } from '#src/roster/ui/VerifyDialog.tsx'
import { VisitDialog } from '#src/visits/ui/VisitDialog.tsx'
import type { Job } from './act.ts'
import { ContactDialog } from './ContactDialog.tsx'
import { DutySheet } from './DutySheet.tsx'
import { TieDialog } from './TieDialog.tsx'
import { UnwaiveDialog, WaiveDialog } from './WaiveDialog.tsx'

interface JobWindowProps {
  readonly job: Job
  readonly onClose: () => void
  readonly onJob: (job: Job) => void
}

/** The window in which the work on one duty is done. */
export function JobWindow({ job: { kind, row }, onClose, onJob }: JobWindowProps) {
  const { act } = rules[row.rule]
  const window = { row, onClose, open: true }
  if (kind === 'details') return <DutySheet {...window} onJob={onJob} />
  if (kind === 'waive') return <WaiveDialog {...window} />
  if (kind === 'unwaive') return <UnwaiveDialog {...window} />
  if (kind === 'tie') return <TieDialog {...window} />
  if (kind === 'contact') return <ContactDialog {...window} />
  if (kind === 'call') return <CallDialog who={row} onClose={onClose} />
  if (kind === 'verify')
    return <VerifyDialog ids={[row.retireeId]} who={row.fullName} open onClose={onClose} />
  const reasons = act.kind === 'visit' ? [act.reason] : []
  return <VisitDialog open onClose={onClose} who={row} reasons={reasons} />
}
