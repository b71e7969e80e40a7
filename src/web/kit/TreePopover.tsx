import { useState, type RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { ErrorBox, Skeleton } from './states.tsx'
import type { TreePickProps } from './TreePick.tsx'
import { TreeView } from './TreeView.tsx'
import { useDebounced } from './useDebounced.ts'
import { useFoundNodes } from './useFoundNodes.ts'
import { useTree } from './useTree.ts'

interface TreePopoverProps {
  readonly trigger: RefObject<HTMLElement | null>
  readonly pick: TreePickProps
  readonly onClose: () => void
}

/** The tree under a TreePick. */
export function TreePopover({ trigger, pick, onClose }: TreePopoverProps) {
  return (
    <Popover
      className="popover popover-tree"
      triggerRef={trigger}
      isOpen
      onOpenChange={onClose}
      placement="bottom start"
    >
      <Dialog aria-label={pick.label} className="tree-pick">
        <TreeBody
          {...pick}
          onChange={(item) => {
            pick.onChange(item)
            onClose()
          }}
        />
      </Dialog>
    </Popover>
  )
}

function TreeBody({ label, value, onChange, load, search, required }: TreePickProps) {
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
