import { useCallback, useMemo, useState } from 'react'
import { call } from '../api.ts'
import { useSession } from '../session.ts'
import { readLayout, type GridLayout } from './layout.ts'
import { toast } from './Toast.tsx'

const changed = new Map<string, unknown>()

/** A person's own setting, kept on the server; the change shows at once. */
export function usePreference(key: string): [unknown, (value: unknown) => void] {
  const { preferences } = useSession()
  const [, draw] = useState(0)
  const value = changed.has(key) ? changed.get(key) : preferences[key]
  const change = useCallback(
    (next: unknown) => {
      changed.set(key, next)
      draw((count) => count + 1)
      call('session.savePreference', { key, value: next as never }).catch(() =>
        toast('个人设置没有保存成功，刷新后会恢复原样', 'err'),
      )
    },
    [key],
  )
  return [value, change]
}

/** Columns and density of one list, as the person last left them. */
export function useLayout(
  list: string,
  columns: readonly { readonly key: string; readonly hidden?: boolean | undefined }[],
): [GridLayout, (layout: GridLayout) => void] {
  const [saved, save] = usePreference(`grid.${list}`)
  const layout = useMemo(() => readLayout(saved, columns), [saved, columns])
  return [layout, save]
}
