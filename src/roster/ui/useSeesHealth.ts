import { useCall } from '#src/web/useCall.ts'

const nothing = { health: false, care: false, living: false, birth: false }

/** By what a post may look for people; the server decides, the page only asks. */
export function useSearchable(): typeof nothing {
  return useCall('roster.rights', {}).data?.searchable ?? nothing
}

/** Whether health may be counted and looked for at this post. */
export function useSeesHealth(): boolean {
  return useSearchable().health
}
