import type { Vault } from '#src/kernel/vault.ts'
import { openedText, sealedText } from '#src/kernel/vault/text.ts'
import { isCurrent, type Sweep } from './sweep.ts'

/** Tables with an `id` whose `jsonb` columns each hold one sealed text, bound to `table.column.id`. */
export function textSweep(table: string, columns: readonly string[]): Sweep {
  return {
    table,
    key: { id: 'bigint' },
    columns,
    reseal: (vault, row) =>
      Object.fromEntries(
        columns.map((column) => [
          column,
          freshText(vault, `${table}.${column}.${String(row['id'])}`, row[column]),
        ]),
      ),
  }
}

function freshText(vault: Vault, place: string, token: unknown): unknown {
  if (typeof token !== 'string' || isCurrent(vault, token)) return token
  const text = openedText(vault, place, token)
  return text === null ? token : sealedText(vault, place, text)
}
