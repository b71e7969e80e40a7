import { useState } from 'react'
import type { VisitReason } from '#src/visits/visit.ts'
import { fetchFile, sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { toast } from '#src/web/kit/Toast.tsx'

interface PaperButtonProps {
  readonly ids: readonly number[]
  readonly reasons?: readonly VisitReason[] | undefined
  readonly small?: boolean | undefined
}

/** Prints a form to be filled in by hand for each of these people. */
export function PaperButton({ ids, reasons = [], small }: PaperButtonProps) {
  const [busy, setBusy] = useState(false)
  async function print() {
    setBusy(true)
    await fetchFile('visits.papers', { ids: [...ids], reasons: [...reasons] }).catch(
      (error: unknown) => toast(sentenceOf(error), 'err'),
    )
    setBusy(false)
  }
  return (
    <Button icon="print" small={small} busy={busy} onClick={() => void print()}>
      {ids.length === 1 ? '打印登记表' : `打印登记表 ${ids.length} 张`}
    </Button>
  )
}
