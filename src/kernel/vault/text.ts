import type { Vault } from '../vault.ts'
import { envelopeOf, tokenOf } from './token.ts'

/** A text as a token that opens only at its place, `table.column.id`. */
export function sealedText(vault: Vault, place: string, text: string): string {
  return tokenOf(vault.seal('fields', Buffer.from(text), place))
}

/** The text of a token; null where there is none, or where the master key is missing. */
export function openedText(vault: Vault, place: string, token: unknown): string | null {
  const sealed = vault.open ? envelopeOf(token) : undefined
  return sealed ? vault.unseal(sealed, place).toString() : null
}
