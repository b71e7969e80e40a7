import type { DutyRow } from '#src/duties/list.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { useMay } from '#src/web/session.ts'
import { jobOf, placeOf, verbOf, type Job } from './act.ts'

interface DutyButtonProps {
  readonly row: DutyRow
  readonly onJob: (job: Job) => void
  readonly small?: boolean | undefined
}

/** The one verb of a duty; nothing where it is closed or another post's to do. */
export function DutyButton({ row, onJob, small }: DutyButtonProps) {
  const may = useMay()
  const verb = verbOf(row)
  const kind = jobOf(row)
  if (!verb || !may(verb.permission)) return null
  if (!kind)
    return (
      <ButtonLink to={placeOf(row)} small={small}>
        {verb.words}
      </ButtonLink>
    )
  return (
    <Button small={small} onClick={() => onJob({ kind, row })}>
      {verb.words}
    </Button>
  )
}
