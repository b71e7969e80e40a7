import type { Decision } from './access.ts'
import { isFieldKey } from './fields.ts'
import type { ListRow } from './list.ts'
import type { TagCode } from './tag.ts'
import { birthSeen, seenInList } from './visibility.ts'

/** A row of a list as a post may see it: hidden cells empty, masked ones in part or empty. */
export function rowSeen(row: ListRow, decision: Decision): ListRow {
  const birth = decision.sightOf('birthArchive')
  const cells = Object.entries(row).map(([key, value]) => [
    key,
    isFieldKey(key) ? seenInList(decision, key, value) : value,
  ])
  return {
    ...(Object.fromEntries(cells) as unknown as ListRow),
    birth: birthSeen(decision, row.birth),
    age: birth === 'hidden' ? null : row.age,
    revolutionaryPeriod:
      decision.sightOf('revolutionJoin') === 'open' ? row.revolutionaryPeriod : null,
    tags: row.tags.filter((code) => decision.maySeeTag(code as TagCode)),
  }
}
