import { lazy, Suspense, useState } from 'react'
import { rules } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { PaperButton } from '#src/visits/ui/PaperButton.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { SelectionBar } from '#src/web/kit/bars.tsx'
import { useMay } from '#src/web/session.ts'
import { visitedFor } from './visitedFor.ts'

const SeveralVisits = lazy(async () => ({
  default: (await import('#src/visits/ui/SeveralVisitsDialog.tsx')).SeveralVisitsDialog,
}))
const Verify = lazy(async () => ({
  default: (await import('#src/roster/ui/VerifyDialog.tsx')).VerifyDialog,
}))

interface DutySelectionProps {
  readonly rows: readonly DutyRow[]
  readonly onClear: () => void
}

/** What may be done with the rows ticked: a round of visits, or a check of records. */
export function DutySelection({ rows, onClear }: DutySelectionProps) {
  const may = useMay()
  const [open, setOpen] = useState<'visit' | 'verify'>()
  const close = () => setOpen(undefined)
  const visited = visitedFor(rows)
  const verified = [...new Set(rows.filter(isVerification).map(({ retireeId }) => retireeId))]
  return (
    <>
      <SelectionBar count={rows.length} noun="件" onClear={onClear}>
        {may('visits.record') && visited.length > 0 && (
          <Button small onClick={() => setOpen('visit')}>
            登记走访 {visited.length} 人
          </Button>
        )}
        {may('visits.record') && visited.length > 0 && (
          <PaperButton small ids={visited.map(({ retireeId }) => retireeId)} />
        )}
        {may('roster.request') && verified.length > 0 && (
          <Button small onClick={() => setOpen('verify')}>
            登记核实 {verified.length} 人
          </Button>
        )}
        {visited.length + verified.length === 0 && (
          <span className="muted">所选事项须逐件办理</span>
        )}
      </SelectionBar>
      {open && (
        <Suspense>
          {open === 'visit' ? (
            <SeveralVisits open people={visited} onClose={close} onDone={onClear} />
          ) : (
            <Verify
              open
              ids={verified}
              who={`${verified.length} 人`}
              onClose={close}
              onDone={onClear}
            />
          )}
        </Suspense>
      )}
    </>
  )
}

function isVerification({ rule, state }: DutyRow): boolean {
  return state === 'open' && rules[rule].act.kind === 'verify'
}
