import { useSearchParams } from 'react-router'
import { writeQuery, type QueryShape, type Widened } from '#src/web/queryState.ts'

/** The address of this page with something changed in it, for links. */
export function useHref<S extends QueryShape>(defaults: S): (patch: Partial<Widened<S>>) => string {
  const [params] = useSearchParams()
  return (patch) => `?${writeQuery(params, defaults, patch)}`
}
