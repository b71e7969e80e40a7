import type { Vault } from '#src/kernel/vault.ts'
import { fieldOf } from '../fields.ts'
import type { SealedKey } from './fields.ts'

export { envelopeOf, tokenOf } from '#src/kernel/vault/token.ts'

/** Where a sealed value lies: it opens nowhere else. */
export interface Place {
  readonly table: string
  readonly row: number | string
}

/** What stands for a value that cannot be read because the master key is missing. */
export const lockedText = '密钥缺失'

/** Digits of an amount in 分, so that an envelope does not tell the large from the small. */
const amountDigits = 12

/** The envelope of one value, bound to `table.field.row`. */
export function sealValue(vault: Vault, { table, row }: Place, key: SealedKey, value: unknown) {
  const text = typeof value === 'number' ? String(value).padStart(amountDigits, '0') : String(value)
  return vault.seal('fields', Buffer.from(text), `${table}.${key}.${row}`)
}

/** The value in an envelope; refused when the bytes were altered or lay elsewhere. */
export function openValue(
  vault: Vault,
  { table, row }: Place,
  key: SealedKey,
  sealed: Uint8Array,
): string | number {
  const text = vault.unseal(sealed, `${table}.${key}.${row}`).toString()
  return fieldOf(key).kind === 'money' ? Number(text) : text
}

/** Refuses as `vault.locked` where nothing can be sealed. */
export function demandOpen(vault: Vault): void {
  vault.current('fields')
}
