import { orgKinds, type OrgKind } from '#src/orgs/org.ts'
import type { OrgNode } from '#src/orgs/operations.ts'
import type { TreeNode } from '#src/web/kit/TreeView.tsx'

/** The flat list of organisations as a tree; one whose parent is out of reach is a root. */
export function treeOf(
  orgs: readonly OrgNode[],
  drawn: (org: OrgNode) => Partial<TreeNode> = noteOf,
): readonly TreeNode[] {
  const known = new Set(orgs.map(({ id }) => id))
  const below = new Map<number, OrgNode[]>()
  for (const org of orgs) {
    const parentId = org.parentId !== null && known.has(org.parentId) ? org.parentId : 0
    below.set(parentId, [...(below.get(parentId) ?? []), org])
  }
  const nodeOf = (org: OrgNode): TreeNode => {
    const children = below.get(org.id)?.map(nodeOf) ?? []
    const node = { id: String(org.id), title: org.name, expandable: children.length > 0, children }
    return { ...node, ...drawn(org) }
  }
  return (below.get(0) ?? []).map(nodeOf)
}

function noteOf({ kind, people, dissolvedOn }: OrgNode): { note: string } {
  const count = people > 0 ? ` ${people} 人` : ''
  return { note: dissolvedOn ? `${orgKinds[kind]} 已撤销` : `${orgKinds[kind]}${count}` }
}

/** The organisations whose name, or kind, holds the text, with those above them. */
export function foundIn(
  orgs: readonly OrgNode[],
  text: string,
  kind: OrgKind | '' = '',
): readonly OrgNode[] {
  const byId = new Map(orgs.map((org) => [org.id, org]))
  const kept = new Set<OrgNode>()
  for (const org of orgs) {
    if (!org.name.includes(text) || (kind && org.kind !== kind)) continue
    for (const one of lineOf(org, byId)) kept.add(one)
  }
  return orgs.filter((org) => kept.has(org))
}

/** An organisation and all above it that are known, from below upwards. */
export function lineOf(org: OrgNode, byId: ReadonlyMap<number, OrgNode>): readonly OrgNode[] {
  const above = org.parentId === null ? undefined : byId.get(org.parentId)
  return above ? [org, ...lineOf(above, byId)] : [org]
}
