import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TreeNode } from './TreeView.tsx'

export type LoadNodes = (parent: string | null) => Promise<readonly TreeNode[]>

/** A tree that asks for children when a node is opened. `open` lists nodes open at first. */
export function useTree(load: LoadNodes, open: readonly string[] = []) {
  const [loaded, setLoaded] = useState<ReadonlyMap<string | null, readonly TreeNode[]>>(new Map())
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set(open))
  const [error, setError] = useState<unknown>()

  const latest = useRef(load)
  latest.current = load

  const fetchInto = useCallback(
    (parent: string | null) =>
      latest.current(parent).then((nodes) => {
        setError(undefined)
        setLoaded((before) => new Map(before).set(parent, nodes))
        return nodes
      }, setError),
    [],
  )

  useEffect(() => {
    void fetchInto(null).then((roots) => {
      const first = roots?.length === 1 && roots[0]?.expandable ? [roots[0].id] : []
      setExpanded((before) => new Set([...before, ...first]))
    })
  }, [fetchInto])

  useEffect(() => {
    for (const id of expanded) if (!loaded.has(id) && isKnown(loaded, id)) void fetchInto(id)
  }, [expanded, loaded, fetchInto])

  const onExpand = useCallback((node: TreeNode, isOpen: boolean) => {
    setExpanded((before) => {
      const next = new Set(before)
      if (isOpen) next.add(node.id)
      else next.delete(node.id)
      return next
    })
  }, [])

  const nodes = useMemo(() => withChildren(null, loaded), [loaded])
  const reload = useCallback(() => setLoaded((before) => kept(before, fetchInto)), [fetchInto])
  return { nodes, expanded, onExpand, loading: !loaded.has(null) && !error, error, reload }
}

function isKnown(loaded: ReadonlyMap<string | null, readonly TreeNode[]>, id: string): boolean {
  return [...loaded.values()].some((nodes) => nodes.some((node) => node.id === id))
}

function withChildren(
  parent: string | null,
  loaded: ReadonlyMap<string | null, readonly TreeNode[]>,
): readonly TreeNode[] {
  return (loaded.get(parent) ?? []).map((node) => ({
    ...node,
    children: node.children ?? (loaded.has(node.id) ? withChildren(node.id, loaded) : undefined),
  }))
}

/** Asks again for every level shown; what is shown stays until the answer is there. */
function kept(
  loaded: ReadonlyMap<string | null, readonly TreeNode[]>,
  fetchInto: (parent: string | null) => Promise<unknown>,
) {
  for (const parent of loaded.keys()) void fetchInto(parent)
  return loaded
}
