/** Asked before somebody signs out: false stays. */
export type BeforeLeaving = () => Promise<boolean>

const askers = new Set<BeforeLeaving>()

/** Names who must agree before somebody signs out; answers how to take it back. */
export function beforeLeaving(asker: BeforeLeaving): () => void {
  askers.add(asker)
  return () => void askers.delete(asker)
}

/** Whether everybody who was asked lets the person go. */
export async function mayLeave(): Promise<boolean> {
  for (const asker of askers) if (!(await asker())) return false
  return true
}
