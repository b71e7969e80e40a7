import * as z from 'zod'
import { findVisited } from '#src/visits/ui/findVisited.ts'
import { ComboPick } from '#src/web/kit/ComboPick.tsx'

/** The person of a form: found by name or telephone, where the page does not say who it is. */
export const Who = z.object({ id: z.coerce.number(), title: z.string() }, '请选择老同志')

export interface Known {
  readonly retireeId: number
  readonly fullName: string
}

/** What the form begins with. */
export function whoOf(who: Known | undefined) {
  return (who ? { id: who.retireeId, title: who.fullName } : null) as never
}

/** Asks who it is; nothing where that is known. */
export function PersonPick({ who }: { readonly who: Known | undefined }) {
  if (who) return null
  return (
    <ComboPick
      name="who"
      label="老同志"
      required
      span="all"
      search={findVisited}
      placeholder="输入姓名、拼音首字母或电话查找"
    />
  )
}
