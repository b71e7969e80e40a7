import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { treeMove, type TreeLine } from './treeMove.ts'

export interface TreeNode {
  readonly id: string
  readonly title: string
  readonly note?: ReactNode
  /** Has children, loaded or not. */
  readonly expandable?: boolean | undefined
  /** Absent while not loaded. */
  readonly children?: readonly TreeNode[] | undefined
  readonly disabled?: boolean | undefined
}

interface TreeViewProps {
  readonly label: string
  readonly nodes: readonly TreeNode[]
  readonly selected?: string | undefined
  readonly onSelect: (node: TreeNode) => void
  readonly expanded: ReadonlySet<string>
  /** Opening a node whose children are not loaded is the moment to load them. */
  readonly onExpand: (node: TreeNode, open: boolean) => void
  /** Takes focus when it appears, as in a popover. */
  readonly autoFocus?: boolean | undefined
}

interface Line extends TreeLine {
  readonly node: TreeNode
  readonly position: number
  readonly size: number
}

/** A tree that opens level by level; one tab stop, keys as in the WAI-ARIA pattern. */
export function TreeView(props: TreeViewProps) {
  const { label, nodes, selected, onSelect, expanded, onExpand, autoFocus } = props
  const root = useRef<HTMLDivElement>(null)
  const lines = linesOf(nodes, expanded, 1)
  const stop = lines.some(({ id }) => id === selected) ? selected : lines[0]?.id

  useEffect(() => {
    if (autoFocus) root.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [autoFocus])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const id = (event.target as HTMLElement).dataset['id'] ?? ''
    const line = lines.find((other) => other.id === id)
    if (!line) return
    const step = treeMove(lines, id, event.key)
    if (step?.kind === 'focus') {
      root.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(step.id)}"]`)?.focus()
    } else if (step) onExpand(line.node, step.kind === 'open')
    else if (event.key === 'Enter' || event.key === ' ') choose(line)
    else return
    event.preventDefault()
  }

  function choose(line: Line) {
    if (!line.node.disabled) onSelect(line.node)
  }

  return (
    <div ref={root} role="tree" className="tree" aria-label={label} onKeyDown={onKeyDown}>
      {lines.map((line) => (
        <div
          key={line.id}
          role="treeitem"
          className="tree-line"
          data-id={line.id}
          aria-level={line.level}
          aria-posinset={line.position}
          aria-setsize={line.size}
          aria-expanded={line.expandable ? line.expanded : undefined}
          aria-selected={line.id === selected}
          aria-disabled={line.node.disabled || undefined}
          tabIndex={line.id === stop ? 0 : -1}
          style={{ paddingLeft: `${line.level * 1.35 - 0.9}rem` }}
          onClick={() => choose(line)}
        >
          <span
            className="tree-toggle"
            aria-hidden="true"
            onClick={(event) => {
              if (!line.expandable) return
              event.stopPropagation()
              onExpand(line.node, !line.expanded)
            }}
          >
            {line.expandable && <Icon name={line.expanded ? 'down' : 'right'} size={1} />}
          </span>
          <span className="tree-title">{line.node.title}</span>
          {line.node.note !== undefined && <span className="tree-note">{line.node.note}</span>}
        </div>
      ))}
    </div>
  )
}

function linesOf(
  nodes: readonly TreeNode[],
  expanded: ReadonlySet<string>,
  level: number,
): readonly Line[] {
  return nodes.flatMap((node, index) => {
    const expandable = node.expandable ?? (node.children?.length ?? 0) > 0
    const open = expandable && expanded.has(node.id)
    const line = { id: node.id, node, level, expandable, expanded: open }
    const place = { position: index + 1, size: nodes.length }
    return [
      { ...line, ...place },
      ...(open ? linesOf(node.children ?? [], expanded, level + 1) : []),
    ]
  })
}
