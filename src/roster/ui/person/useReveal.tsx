import { useState, type ReactNode } from 'react'
import { PurposeDialog } from './PurposeDialog.tsx'
import type { Person } from './person.ts'

/** Opens the window that asks for the purpose; the page draws `window` once. */
export function useReveal(person: Person): { ask: () => void; window: ReactNode } {
  const [asking, setAsking] = useState(false)
  return {
    ask: () => setAsking(true),
    window: asking && <PurposeDialog person={person} onClose={() => setAsking(false)} />,
  }
}
