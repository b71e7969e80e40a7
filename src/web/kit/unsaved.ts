import { createContext, useContext, useEffect, useRef } from 'react'

/** Says whether a form holds what was typed and not yet sent. */
export type Probe = () => boolean

const drawn = new Set<Probe>()

/** The forms inside one dialog or sheet, which asks before it closes. */
export const UnsavedScope = createContext<Set<Probe> | undefined>(undefined)

/** True when any form, or any of these, holds unsaved changes. */
export function hasUnsaved(probes: Iterable<Probe> = drawn): boolean {
  return [...probes].some((probe) => probe())
}

/** Makes a form known while it is drawn; closing the window then asks first, too. */
export function useUnsaved(probe: Probe): void {
  const scope = useContext(UnsavedScope)
  const latest = useRef(probe)
  latest.current = probe
  useEffect(() => {
    const own = () => latest.current()
    drawn.add(own)
    scope?.add(own)
    window.addEventListener('beforeunload', askBrowser)
    return () => {
      drawn.delete(own)
      scope?.delete(own)
      if (drawn.size === 0) window.removeEventListener('beforeunload', askBrowser)
    }
  }, [scope])
}

/** The browser asks in its own words; older ones want a value as well. */
function askBrowser(event: BeforeUnloadEvent): void {
  if (!hasUnsaved()) return
  event.preventDefault()
  event.returnValue = ''
}
