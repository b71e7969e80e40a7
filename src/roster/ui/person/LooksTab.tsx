import { Empty } from '#src/web/kit/states.tsx'

/** Who looked at the record or changed it, when and why. */
export function LooksTab({ id }: { readonly id: number }) {
  return <Empty title={`${id}`} />
}
