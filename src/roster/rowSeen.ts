import type { Decision } from './access.ts'
import { isFieldKey } from './fields.ts'
import type { ListRow } from './list.ts'
import type { TagCode } from './tag.ts'
import { partOf } from './visibility.ts'

/** A row of a list as a post may see it: hidden cells empty, masked ones in part or empty. */
export function rowSeen(row: ListRow, decision: Decision): ListRow {
  const birth = decision.sightOf('birthArchive')
  const cells = Object.entries(row).map(([key, value]) => [
    key,
    isFieldKey(key) ? seen(decision.sightOf(key), key, value) : value,
  ])
  return {
    ...(Object.fromEntries(cells) as unknown as ListRow),
    birth: seen(birth, 'birthArchive', row.birth) as string | null,
    age: birth === 'hidden' ? null : row.age,
    revolutionaryPeriod:
      decision.sightOf('revolutionJoin') === 'open' ? row.revolutionaryPeriod : null,
    tags: row.tags.filter((code) => decision.maySeeTag(code as TagCode)),
  }
}

function seen(sight: 'open' | 'masked' | 'hidden', key: string, value: unknown): unknown {
  if (sight === 'open') return value
  return sight === 'masked' && value !== null ? partOf(key, value) : null
}
