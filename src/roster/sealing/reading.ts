import type { Context } from '#src/kernel/operation.ts'
import type { Decision } from '../access.ts'
import type { FieldKey } from '../fields.ts'
import { valuesOf, type Row, type Values } from '../record.ts'
import { openedDocument, withoutSealed } from './document.ts'
import { sealedColumns, sealedKeys, type SealedKey } from './fields.ts'

type Fields = Readonly<Record<string, unknown>>

/** A value is opened when it is shown, or when a part of it is. */
function isNeeded(decision: Decision, key: SealedKey): boolean {
  const sight = decision.sightOf(key)
  return sight === 'open' || (sight === 'masked' && key === 'idNumber')
}

/** The fields of a row as far as a post may see them; nothing more is opened. */
export function openedSeen({ vault }: Context, row: Row, decision: Decision): Values {
  return valuesOf(row, vault, (key) => isNeeded(decision, key))
}

/** The changes of a record, the latest first; what the post may not see is left out. */
export async function changesOf({ db, vault }: Context, id: number, decision: Decision) {
  const rows = await db
    .selectFrom('retireeChange')
    .select(['effectiveOn', 'before'])
    .where('retireeId', '=', id)
    .orderBy('id', 'desc')
    .execute()
  const place = { table: 'retiree_change', row: id }
  const kept = (fields: Fields) =>
    withoutSealed(fields, (key) => vault.open && isNeeded(decision, key))
  return rows.map(({ effectiveOn, before }) => ({
    effectiveOn,
    before: openedDocument(vault, place, kept(before as Fields)),
  }))
}

/** What a request would change; without the master key, as far as it can be read. */
export function proposalFor({ vault }: Context, requestId: number, proposed: unknown): Fields {
  const fields = proposed as Fields
  const place = { table: 'change_request', row: requestId }
  return vault.open ? openedDocument(vault, place, fields) : withoutSealed(fields)
}

/** The page of a record while the master key is missing: what is there but cannot be read is hidden. */
export function unlocked<Seen extends { readonly hidden: readonly FieldKey[] }>(
  { vault }: Context,
  row: Row,
  seen: Seen,
): Seen & { readonly locked: readonly FieldKey[] } {
  const closed = vault.open ? [] : sealedKeys.filter((key) => row[sealedColumns[key]] !== null)
  const locked = closed.filter((key) => !seen.hidden.includes(key))
  return { ...seen, hidden: [...seen.hidden, ...locked], locked }
}
