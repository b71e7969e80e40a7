import { lazy, Suspense, useState, type ReactNode } from 'react'
import { listedColumns } from '#src/festivals/listed.ts'
import type { FestivalRow } from '#src/festivals/sums.ts'
import { CallError, fetchFile, sentenceOf } from '#src/web/api.ts'
import { toast } from '#src/web/kit/Toast.tsx'

const ExportDialog = lazy(async () => ({
  default: (await import('#src/exports/ui/ExportDialog.tsx')).ExportDialog,
}))

export type Sheet = 'festivals.printSignatures' | 'festivals.printBriefs'
export type Print = (sheet: Sheet, wanted: { id: number; routeId?: number }) => void

/** Prints a sheet; where another must agree first, asks for that with the frozen list. */
export function usePrint({ snapshotId }: Pick<FestivalRow, 'snapshotId'>): {
  readonly print: Print
  readonly asking: ReactNode
} {
  const [asks, setAsks] = useState(false)
  function print(sheet: Sheet, wanted: { id: number; routeId?: number }) {
    fetchFile(sheet, wanted as never).catch((error: unknown) => {
      if (error instanceof CallError && error.code === 'exports.needsApproval') setAsks(true)
      else toast(sentenceOf(error), 'err')
    })
  }
  const asking = asks && (
    <Suspense>
      <ExportDialog
        source={{ from: 'snapshot', id: snapshotId }}
        columns={listedColumns}
        formats={['pdf']}
        onClose={() => setAsks(false)}
      />
    </Suspense>
  )
  return { print, asking }
}
