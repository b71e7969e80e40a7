import type { Vault } from '#src/kernel/vault.ts'
import { isSealedKey, type SealedKey } from './fields.ts'
import { envelopeOf, openValue, sealValue, tokenOf, type Place } from './value.ts'

type Fields = Readonly<Record<string, unknown>>

/** A document of fields as it may be kept: sensitive values as tokens, the rest as it is. */
export function sealedDocument(vault: Vault, place: Place, fields: Fields): Fields {
  return mapped(fields, (key, value) => sealedToken(vault, place, key, value))
}

/** What `sealedDocument` hid. */
export function openedDocument(vault: Vault, place: Place, fields: Fields): Fields {
  return mapped(fields, (key, value) => openedToken(vault, place, key, value))
}

/** The same for documents that hold the value before and the value after. */
export function sealedPairs(vault: Vault, place: Place, fields: Fields): Fields {
  return mapped(fields, (key, pair) =>
    (pair as unknown[]).map((value) => sealedToken(vault, place, key, value)),
  )
}

/** What `sealedPairs` hid. */
export function openedPairs(vault: Vault, place: Place, fields: Fields): Fields {
  return mapped(fields, (key, pair) =>
    (pair as unknown[]).map((value) => openedToken(vault, place, key, value)),
  )
}

/** The document without its sealed fields, or without those that are not to be kept. */
export function withoutSealed(
  fields: Fields,
  kept: (key: SealedKey) => boolean = () => false,
): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key]) => !isSealedKey(key) || kept(key)),
  )
}

function mapped(fields: Fields, change: (key: SealedKey, value: unknown) => unknown): Fields {
  if (!Object.keys(fields).some(isSealedKey)) return fields
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      isSealedKey(key) && value !== null ? change(key, value) : value,
    ]),
  )
}

function sealedToken(vault: Vault, place: Place, key: SealedKey, value: unknown): unknown {
  return value === null || value === undefined
    ? value
    : tokenOf(sealValue(vault, place, key, value))
}

function openedToken(vault: Vault, place: Place, key: SealedKey, value: unknown): unknown {
  const sealed = envelopeOf(value)
  return sealed ? openValue(vault, place, key, sealed) : value
}
