import { sql } from 'kysely'
import type { Vault } from '#src/kernel/vault.ts'
import { careSweeps } from './careSweeps.ts'
import { isSealedKey } from './fields.ts'
import { freshValue, isCurrent, resealed, type Sweep } from './sweep.ts'
import { textSweep } from './texts.ts'
import { visitSweeps } from './visits.ts'
import { envelopeOf, tokenOf } from './value.ts'

/** Every table beside the record itself that holds sealed values. */
export const sweeps: readonly Sweep[] = [
  {
    table: 'retiree_change',
    key: { id: 'bigint' },
    columns: ['before', 'after'],
    beside: sql`retiree_id`,
    reseal(vault, { before, after, retiree_id: row }) {
      const place = { table: 'retiree_change', row: row as number }
      return { before: resealed(vault, place, before), after: resealed(vault, place, after) }
    },
  },
  {
    table: 'change_request',
    key: { id: 'bigint' },
    columns: ['proposed'],
    reseal(vault, { id, proposed }) {
      const place = { table: 'change_request', row: id as number }
      return { proposed: resealed(vault, place, proposed) }
    },
  },
  {
    table: 'import_row',
    key: { batch_id: 'bigint', ordinal: 'integer' },
    columns: ['values', 'diff'],
    reseal(vault, { batch_id: batch, ordinal, values, diff }) {
      const place = { table: 'import_row', row: `${batch}.${ordinal}` }
      return { values: resealed(vault, place, values), diff: resealed(vault, place, diff) }
    },
  },
  {
    table: 'snapshot_row',
    key: { snapshot_id: 'bigint', ordinal: 'integer' },
    columns: ['cells'],
    beside: sql`(select columns from snapshot where id = snapshot_id) as columns`,
    reseal(vault, { snapshot_id: snapshot, ordinal, cells, columns }) {
      const place = { table: 'snapshot_row', row: `${snapshot}.${ordinal}` }
      const held = cells as readonly string[]
      const next = held.map((cell, index) => {
        const key = (columns as readonly string[])[index] ?? ''
        return isSealedKey(key) && cell !== '' ? freshValue(vault, place, key, cell) : cell
      })
      return { cells: next.every((cell, index) => cell === held[index]) ? cells : next }
    },
  },
  textSweep('call', ['caller', 'result']),
  textSweep('call_step', ['note']),
  textSweep('call_device', ['secret']),
  textSweep('call_token', ['token']),
  ...careSweeps,
  textSweep('ticket', ['detail']),
  ...visitSweeps,
  textSweep('ticket_step', ['note']),
  textSweep('message', ['address', 'body']),
  textSweep('hardship_case', ['reason']),
  textSweep('hardship_step', ['note']),
  textSweep('hardship_plan', ['measures']),
  {
    table: 'idempotency',
    key: { account_id: 'integer', key: 'text' },
    columns: ['response'],
    reseal(vault, { account_id: account, key, response }) {
      return { response: freshAnswer(vault, `idempotency.response.${account}.${key}`, response) }
    },
  },
]

function freshAnswer(vault: Vault, place: string, kept: unknown): unknown {
  const sealed = envelopeOf(kept)
  if (sealed && isCurrent(vault, kept as string)) return kept
  const plain = sealed ? vault.unseal(sealed, place) : Buffer.from(JSON.stringify(kept ?? null))
  return tokenOf(vault.seal('fields', plain, place))
}
