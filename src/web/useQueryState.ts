import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { readQuery, writeQuery, type QueryShape, type Widened } from './queryState.ts'

/**
 * A page's state, kept in its address: survives refresh, back and a copied link.
 * Any change other than to `cursor` itself returns to the first page.
 */
export function useQueryState<S extends QueryShape>(
  defaults: S,
  cursor: readonly string[] = ['after', 'before'],
): [Widened<S>, (change: Partial<Widened<S>>) => void] {
  const [params, setParams] = useSearchParams()
  const shape = useMemo(() => defaults, [JSON.stringify(defaults)])
  const state = useMemo(() => readQuery(params, shape), [params, shape])
  const change = useCallback(
    (patch: Partial<Widened<S>>) => {
      const turnsPage = Object.keys(patch).every((key) => cursor.includes(key))
      setParams(
        (current) => {
          const next = writeQuery(current, shape, patch)
          if (!turnsPage) for (const key of cursor) if (!(key in patch)) next.delete(key)
          return next
        },
        { replace: !turnsPage },
      )
    },
    [setParams, shape],
  )
  return [state, change]
}
