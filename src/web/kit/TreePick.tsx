import { useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { PickItem } from './ComboPick.tsx'
import { bindable, FieldFrame, inputAttributes, useFieldIds, type ControlProps } from './field.tsx'
import { Icon } from './Icon.tsx'
import { ErrorBox, Skeleton } from './states.tsx'
import { TreeView } from './TreeView.tsx'
import { useDebounced } from './useDebounced.ts'
import { useFoundNodes } from './useFoundNodes.ts'
import { useTree, type LoadNodes } from './useTree.ts'

interface TreePickProps extends ControlProps<PickItem | null> {
  /** Children of a node, or the roots for null. */
  readonly load: LoadNodes
  /** Finds nodes by name anywhere in the tree. */
  readonly search?: ((text: string) => Promise<readonly PickItem[]>) | undefined
  readonly placeholder?: string | undefined
}

function ControlledTreePick(props: TreePickProps) {
  const ids = useFieldIds(props)
  const trigger = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { value, placeholder = '请选择' } = props
  // A button cannot be required; the star and the schema say so.
  const { 'aria-required': _, ...attributes } = inputAttributes(props, ids)
  return (
    <FieldFrame field={props} ids={ids}>
      <button
        {...attributes}
        ref={(element) => {
          trigger.current = element
          props.inputRef?.(element)
        }}
        type="button"
        className="input select-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-labelledby={`${ids.labelId} ${ids.id}`}
        data-invalid={props.error ? true : undefined}
        onClick={() => setOpen(true)}
      >
        <span className="select-value" data-placeholder={value ? undefined : true}>
          {value?.title ?? placeholder}
        </span>
        <Icon name="down" size={1} />
      </button>
      <Popover
        triggerRef={trigger}
        isOpen={open}
        onOpenChange={setOpen}
        className="popover popover-tree"
      >
        <Dialog aria-label={props.label} className="tree-pick">
          <TreePickBody
            {...props}
            onChange={(item) => {
              props.onChange(item)
              setOpen(false)
            }}
          />
        </Dialog>
      </Popover>
    </FieldFrame>
  )
}

/** One node of a tree: opened level by level, or found by name. */
export const TreePick = bindable<PickItem | null, TreePickProps>(ControlledTreePick)

function TreePickBody({ label, value, onChange, load, search, required }: TreePickProps) {
  const tree = useTree(load)
  const [text, setText] = useState('')
  const found = useFoundNodes(search, useDebounced(text.trim(), 200))
  const selected = value ? String(value.id) : undefined
  return (
    <>
      {search && (
        <input
          className="input"
          autoFocus
          aria-label={`查找${label}`}
          placeholder="输入名称查找"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {tree.error ? (
        <ErrorBox error={tree.error} onRetry={tree.reload} />
      ) : tree.loading ? (
        <Skeleton />
      ) : (
        <TreeView
          label={label}
          nodes={found ?? tree.nodes}
          selected={selected}
          autoFocus={!search}
          expanded={found ? new Set() : tree.expanded}
          onExpand={tree.onExpand}
          onSelect={(node) => onChange({ id: node.id, title: node.title })}
        />
      )}
      {!required && value && (
        <button type="button" className="btn btn-link" onClick={() => onChange(null)}>
          不选
        </button>
      )}
    </>
  )
}
