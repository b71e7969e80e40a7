import type { ReactNode } from 'react'
import { Fields } from '#src/web/kit/formParts.tsx'
import type { Shown } from './TicketPage.tsx'

export interface StepProps {
  readonly ticket: Shown
  readonly onClose: () => void
}

/** The fields of a step, one under the other. */
export function Lines({ children }: { readonly children: ReactNode }) {
  return <Fields columns={1}>{children}</Fields>
}
