import { useEffect, useMemo, useRef } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { useUnsaved, type Probe } from './unsaved.ts'

/**
 * Knows whether a form holds what was typed and not sent. What is being sent or was sent counts
 * as saved until a field changes again.
 */
export function useChanges(form: UseFormReturn<FieldValues>, unguarded = false) {
  const { isDirty } = form.formState
  const dirty = useRef(isDirty)
  dirty.current = isDirty
  const settled = useRef(false)
  useEffect(() => {
    const { unsubscribe } = form.watch((_values, { type }) => {
      if (type === 'change') settled.current = false
    })
    return unsubscribe
  }, [form])
  const changes = useMemo(() => {
    const probe: Probe = () => !unguarded && dirty.current && !settled.current
    return { probe, settle: (saved: boolean) => void (settled.current = saved) }
  }, [unguarded])
  useUnsaved(changes.probe)
  return changes
}
