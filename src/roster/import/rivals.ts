import type { HeaderColumn } from './header.ts'
import type { ImportKey } from './titles.ts'

/** What a column may hold while it is being decided; `fixed` by a choice of the user. */
export interface Draft {
  key: ImportKey | null
  known: boolean
  confidence: number
  readonly fixed: boolean
}

/** Several columns may hold these; the texts are joined. */
export const repeatable: ReadonlySet<ImportKey> = new Set(['otherPhones', 'remark', 'tags'])

/** No field is held by two columns: the plainer title gives way, or finds its own place. */
export function settleRivals(drafts: Draft[], titled: readonly HeaderColumn[]): void {
  const taken = new Map<ImportKey, number>()
  const order = drafts
    .map((draft, at) => ({ draft, at }))
    .sort(
      (a, b) =>
        Number(b.draft.fixed) - Number(a.draft.fixed) || b.draft.confidence - a.draft.confidence,
    )
  for (const { draft, at } of order) {
    if (!draft.key || repeatable.has(draft.key)) continue
    const rival = taken.get(draft.key)
    if (rival === undefined) {
      taken.set(draft.key, at)
      continue
    }
    const moved = draft.fixed ? undefined : elsewhere(draft.key, taken)
    if (draft.key === 'formerUnit' && moved && isFormer(titled[at]) && !isFormer(titled[rival])) {
      const other = drafts[rival]
      if (other && !other.fixed) other.key = moved
      taken.set('formerUnit', at)
      taken.set(moved, rival)
      continue
    }
    draft.key = moved ?? null
    draft.known = moved !== undefined
    draft.confidence = moved ? 0.6 : 0
    if (moved) taken.set(moved, at)
  }
}

function isFormer(column: HeaderColumn | undefined): boolean {
  return /原|前/.test(column?.title ?? '')
}

const second: Readonly<Partial<Record<ImportKey, ImportKey>>> = {
  formerUnit: 'managingUnit',
  rankAtRetirement: 'gradeAtRetirement',
  mobile: 'otherPhones',
  landline: 'otherPhones',
}

function elsewhere(key: ImportKey, taken: ReadonlyMap<ImportKey, number>): ImportKey | undefined {
  const other = second[key]
  return other && (repeatable.has(other) || !taken.has(other)) ? other : undefined
}
