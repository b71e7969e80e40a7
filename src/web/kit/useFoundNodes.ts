import { useEffect, useState } from 'react'
import type { PickItem } from './ComboPick.tsx'
import type { TreeNode } from './TreeView.tsx'

/** Nodes that a text finds, as a flat tree; undefined while nothing is asked. */
export function useFoundNodes(
  search: ((text: string) => Promise<readonly PickItem[]>) | undefined,
  text: string,
): readonly TreeNode[] | undefined {
  const [found, setFound] = useState<readonly TreeNode[]>()
  useEffect(() => {
    if (!search || !text) return setFound(undefined)
    let current = true
    search(text).then(
      (items) => current && setFound(items.map((item) => ({ ...item, id: String(item.id) }))),
      () => current && setFound([]),
    )
    return () => void (current = false)
  }, [search, text])
  return found
}
