import { lazy, Suspense } from 'react'
import type { PickItem } from './ComboPick.tsx'
import { bindable, FieldFrame, useFieldIds, type ControlProps } from './field.tsx'
import { PickButton } from './PickButton.tsx'
import { usePopover } from './usePopover.ts'
import type { LoadNodes } from './useTree.ts'

export interface TreePickProps extends ControlProps<PickItem | null> {
  /** Children of a node, or the roots for null. */
  readonly load: LoadNodes
  /** Finds nodes by name anywhere in the tree. */
  readonly search?: ((text: string) => Promise<readonly PickItem[]>) | undefined
  readonly placeholder?: string | undefined
}

const load = () => import('./TreePopover.tsx')
const TreePopover = lazy(async () => ({ default: (await load()).TreePopover }))

function ControlledTreePick(props: TreePickProps) {
  const ids = useFieldIds(props)
  const popover = usePopover(load)
  return (
    <FieldFrame field={props} ids={ids}>
      <PickButton
        field={props}
        ids={ids}
        popover={popover}
        opens="dialog"
        chosen={props.value?.title}
        placeholder={props.placeholder ?? '请选择'}
      />
      {popover.open && (
        <Suspense>
          <TreePopover
            trigger={popover.trigger}
            pick={props}
            onClose={() => popover.setOpen(false)}
          />
        </Suspense>
      )}
    </FieldFrame>
  )
}

/** One node of a tree: opened level by level, or found by name. */
export const TreePick = bindable<PickItem | null, TreePickProps>(ControlledTreePick)
