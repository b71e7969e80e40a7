import { useEffect, useRef, type RefObject } from 'react'
import { useFormContext } from 'react-hook-form'

const restMs = 300

interface KeepDraftProps {
  /** Called when nothing was typed for a moment, with what stands in the form. */
  readonly onRest: (values: Record<string, unknown>) => void
  /** Gives what stands in the form at this moment. */
  readonly values: RefObject<(() => Record<string, unknown>) | undefined>
}

/** Hands out what was typed 300 ms after the last key, and at once when the page is put away. */
export function KeepDraft({ onRest, values }: KeepDraftProps) {
  const { watch, getValues } = useFormContext()
  const latest = useRef(onRest)
  latest.current = onRest
  useEffect(() => {
    values.current = getValues
    let timer = 0
    let waiting = false
    const keep = () => {
      clearTimeout(timer)
      if (waiting) latest.current(getValues())
      waiting = false
    }
    const { unsubscribe } = watch((_values, { type, name }) => {
      if (!type && !name) return
      waiting = true
      clearTimeout(timer)
      timer = window.setTimeout(keep, restMs)
    })
    document.addEventListener('visibilitychange', keep)
    return () => {
      keep()
      unsubscribe()
      document.removeEventListener('visibilitychange', keep)
    }
  }, [watch, getValues, values])
  return null
}
