import { lazy, Suspense } from 'react'
import { bindable, FieldFrame, useFieldIds, type ControlProps } from './field.tsx'

export interface PickItem {
  readonly id: string | number
  readonly title: string
  readonly note?: string | undefined
}

export interface ComboProps extends ControlProps<PickItem | null> {
  /** Finds by text; called 200 ms after the last key. */
  readonly search: (text: string) => Promise<readonly PickItem[]>
  readonly placeholder?: string | undefined
}

const ComboBody = lazy(async () => ({ default: (await import('./ComboBody.tsx')).ComboBody }))

function ControlledCombo(props: ComboProps) {
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <ComboBody {...props} />
    </Suspense>
  )
}

/** One of very many, found by typing. */
export const ComboPick = bindable<PickItem | null, ComboProps>(ControlledCombo)

function Waiting(props: ComboProps) {
  const ids = useFieldIds(props)
  return (
    <FieldFrame field={props} ids={ids}>
      <input id={ids.id} className="input" disabled defaultValue={props.value?.title} />
    </FieldFrame>
  )
}
