/** One line of a tree as shown: its node, how deep, and whether it is open. */
export interface TreeLine {
  readonly id: string
  readonly level: number
  readonly expandable: boolean
  readonly expanded: boolean
}

export type TreeStep =
  | { readonly kind: 'focus'; readonly id: string }
  | { readonly kind: 'open' | 'close'; readonly id: string }

/** What a key does in a tree, as in the WAI-ARIA tree pattern; undefined if nothing. */
export function treeMove(
  lines: readonly TreeLine[],
  id: string,
  key: string,
): TreeStep | undefined {
  const at = lines.findIndex((line) => line.id === id)
  const line = lines[at]
  if (!line) return undefined
  switch (key) {
    case 'ArrowDown':
      return focusOn(lines[at + 1])
    case 'ArrowUp':
      return focusOn(lines[at - 1])
    case 'Home':
      return focusOn(lines[0])
    case 'End':
      return focusOn(lines.at(-1))
    case 'ArrowRight':
      if (!line.expandable) return undefined
      return line.expanded ? focusOn(lines[at + 1]) : { kind: 'open', id }
    case 'ArrowLeft':
      if (line.expanded) return { kind: 'close', id }
      return focusOn(lines.slice(0, at).findLast((other) => other.level < line.level))
    default:
      return undefined
  }
}

function focusOn(line: TreeLine | undefined): TreeStep | undefined {
  return line && { kind: 'focus', id: line.id }
}
