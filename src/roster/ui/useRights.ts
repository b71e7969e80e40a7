import { useMemo } from 'react'
import { useCall } from '#src/web/useCall.ts'
import { gridColumns } from './columns.tsx'

const nothing = { health: false, care: false, living: false, birth: false }

/** By what a post may look for people; the server decides, the page only asks. */
export function useSearchable(): typeof nothing {
  return useCall('roster.rights', {}).data?.searchable ?? nothing
}

/** Whether health may be counted and looked for at this post. */
export function useSeesHealth(): boolean {
  return useSearchable().health
}

/** The columns of which this post sees something of somebody. */
export function useColumns(): typeof gridColumns {
  const hidden = useCall('roster.rights', {}).data?.hidden
  return useMemo(
    () => (hidden ? gridColumns.filter(({ key }) => !hidden.includes(key)) : gridColumns),
    [hidden],
  )
}
