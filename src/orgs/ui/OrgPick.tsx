import * as z from 'zod'
import type { OrgKind } from '#src/orgs/org.ts'
import { orgKinds } from '#src/orgs/org.ts'
import { call } from '#src/web/api.ts'
import type { BoundProps } from '#src/web/kit/field.tsx'
import type { PickItem } from '#src/web/kit/ComboPick.tsx'
import { TreePick } from '#src/web/kit/TreePick.tsx'
import type { ControlProps } from '#src/web/kit/field.tsx'
import { treeOf } from './tree.ts'

type Given = ControlProps<PickItem | null> | BoundProps<ControlProps<PickItem | null>>

type OrgPickProps = Given & {
  /** Only these kinds can be chosen; the others are shown to find the way. */
  readonly kinds?: readonly OrgKind[] | undefined
  /** This organisation and all below it cannot be chosen. */
  readonly without?: number | undefined
  readonly placeholder?: string | undefined
}

/** What a field made of OrgPick hands to an operation: the number of the organisation. */
export function pickedOrg(message: string) {
  return z.object({ id: z.coerce.number() }, message).transform(({ id }) => id)
}

/** One organisation, from the tree or by its name. */
export function OrgPick({ kinds, without, ...field }: OrgPickProps) {
  return (
    <TreePick
      {...field}
      load={async () => {
        const orgs = await call('orgs.tree', {})
        const nodes = treeOf(orgs, ({ kind }) => ({
          note: orgKinds[kind],
          disabled: kinds !== undefined && !kinds.includes(kind),
        }))
        return without === undefined ? nodes : nodes.flatMap((node) => pruned(node, without))
      }}
      search={async (text) => {
        const hits = await call('orgs.search', { text, ...(kinds && { kinds: [...kinds] }) })
        return hits
          .filter(({ id }) => id !== without)
          .map(({ id, name, parentName }) => ({ id, title: name, note: parentName ?? undefined }))
      }}
    />
  )
}

type Node = ReturnType<typeof treeOf>[number]

function pruned(node: Node, without: number): readonly Node[] {
  if (node.id === String(without)) return []
  return [{ ...node, children: node.children?.flatMap((child) => pruned(child, without)) }]
}
