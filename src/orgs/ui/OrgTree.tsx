import { useMemo, useState } from 'react'
import type { OrgNode } from '#src/orgs/operations.ts'
import { TreeView, type TreeNode } from '#src/web/kit/TreeView.tsx'
import { lineOf, treeOf } from './tree.ts'

interface OrgTreeProps {
  readonly orgs: readonly OrgNode[]
  /** All branches open: the answer to a search. */
  readonly open: boolean
  readonly selected: number
  readonly onSelect: (id: number) => void
}

/** The organisations as a tree; at first the roots and the way to the chosen one are open. */
export function OrgTree({ orgs, open, selected, onSelect }: OrgTreeProps) {
  const nodes = useMemo(() => treeOf(orgs), [orgs])
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => firstOpen(orgs, nodes, selected))
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const found = useMemo(() => idsOf(orgs).filter((id) => !closed.has(id)), [orgs, closed])
  const expanded = open ? new Set(found) : opened
  function onExpand({ id }: TreeNode, isOpen: boolean) {
    if (open) setClosed((before) => toggled(before, id, !isOpen))
    else setOpened((before) => toggled(before, id, isOpen))
  }
  return (
    <TreeView
      label="组织机构"
      nodes={nodes}
      selected={String(selected)}
      onSelect={({ id }) => onSelect(Number(id))}
      expanded={expanded}
      onExpand={onExpand}
    />
  )
}

function idsOf(orgs: readonly OrgNode[]): readonly string[] {
  return orgs.map(({ id }) => String(id))
}

function firstOpen(orgs: readonly OrgNode[], nodes: readonly TreeNode[], selected: number) {
  const byId = new Map(orgs.map((org) => [org.id, org]))
  const chosen = byId.get(selected)
  const line = chosen ? lineOf(chosen, byId).map(({ id }) => String(id)) : []
  return new Set([...line, ...(nodes.length === 1 ? nodes.map(({ id }) => id) : [])])
}

function toggled(set: ReadonlySet<string>, id: string, inside: boolean): ReadonlySet<string> {
  return inside ? new Set([...set, id]) : new Set([...set].filter((one) => one !== id))
}
