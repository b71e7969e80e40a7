import { sorts, type Sort } from '#src/roster/list.ts'
import { wordsOf } from '#src/roster/ui/words.ts'
import type { OutputOf } from '#src/web/api.ts'

type Opened = OutputOf<'snapshots.get'>

/** The conditions under which a list was frozen, in words. */
export function conditionsOf({ conditions, filterOrgName }: Opened): string {
  const { filters } = conditions
  const all = [
    ...(filterOrgName ? [filterOrgName] : []),
    ...(filters.ids ? [`勾选的 ${filters.ids.length} 人`] : []),
    ...wordsOf(filters).map(({ words }) => words),
  ]
  return all.length > 0 ? all.join('；') : '全部在册'
}

/** The order of a frozen list, in words. */
export function orderOf({ sort, descending }: { sort: Sort; descending: boolean }): string {
  return `按${sorts[sort]}${descending ? '倒序' : ''}`
}
