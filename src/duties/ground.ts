import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { snake } from '#src/roster/record.ts'
import { derivation } from './derive.ts'

/** Columns of the record that follow from a field and are written with it. */
const following: Readonly<Record<string, readonly string[]>> = {
  idType: ['birth_id', 'birth_first'],
  idNumber: ['birth_id', 'birth_first'],
  birthArchive: ['birth_first'],
  revolutionJoin: ['revolutionary_period'],
  fullName: ['name_pinyin', 'name_initials'],
}

let words: ReadonlySet<string> | undefined

/**
 * Whether a rule may read one of these fields of the record. The text of the whole derivation says
 * so, so that no rule can be forgotten; a word that means something else there does no harm.
 */
export function isGround(db: Database | Tx, fields: readonly string[]): boolean {
  words ??= new Set(derivationText(db).match(/\w+/g))
  const known = words
  return fields.some((field) =>
    [snake(field), `${snake(field)}_sealed`, ...(following[field] ?? [])].some((column) =>
      known.has(column),
    ),
  )
}

/** What is owed to somebody, as text. */
export function derivationText(db: Database | Tx): string {
  return sql`with ${derivation([0], '2026-01-01')} select`.compile(db).sql
}
