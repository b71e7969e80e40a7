import type { Vault } from '#src/kernel/vault.ts'
import { tidyCitizenId } from '../citizenId.ts'

/** What the database keeps to tell that two numbers are equal, and to narrow a search by the last four. */
export interface NumberColumns {
  readonly idLookup: Buffer | null
  readonly idTail: number | null
}

const lookupBytes = 16
const tailLength = 4

/** Keyed digests of a number under the key in use. */
export function numberColumns(vault: Vault, number: string | null): NumberColumns {
  if (!number) return { idLookup: null, idTail: null }
  return {
    idLookup: vault.digest('lookup', tidyCitizenId(number)).subarray(0, lookupBytes),
    idTail: tailIn(vault.digest('lookup', tailText(number))),
  }
}

/** The digests that a row with this number may carry: more than one while keys are being renewed. */
export function lookupsOf(vault: Vault, number: string | null | undefined): Buffer[] {
  if (!number) return []
  return vault
    .digests('lookup', tidyCitizenId(number))
    .map((digest) => digest.subarray(0, lookupBytes))
}

/** The digests of the last four characters that a row ending like this may carry. */
export function tailsOf(vault: Vault, ending: string): number[] {
  return vault.digests('lookup', tailText(ending)).map(tailIn)
}

function tailText(number: string): string {
  return `tail:${tidyCitizenId(number).slice(-tailLength)}`
}

function tailIn(digest: Buffer): number {
  return digest.readInt16BE(0)
}
