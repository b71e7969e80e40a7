import { createHash } from 'node:crypto'
import type { Vault } from './vault.ts'

/**
 * By which a repeated call is known: operation, input and file. Keyed where it can be: from a plain
 * digest of a number, the number can be found by trying.
 */
export function fingerprintOf(
  vault: Vault,
  operation: string,
  input: unknown,
  file?: Uint8Array,
): Buffer {
  const content = file ? `\n${createHash('sha256').update(file).digest('hex')}` : ''
  const text = `${operation}\n${JSON.stringify(input)}${content}`
  if (vault.open) return vault.digest('seal', text)
  return createHash('sha256').update(text).digest()
}
