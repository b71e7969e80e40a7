import type { Vault } from '#src/kernel/vault.ts'

/** Characters without width or meaning between Chinese characters and digits: two bits each. */
const signs = ['\u200B', '\u200C', '\u200D', '\u2060'] as const
const bytesOfMark = 6
const signsOfMark = bytesOfMark * 4
const run = new RegExp(`[${signs.join('')}]{${signsOfMark},}`, 'g')

/**
 * The mark of an export: 48 bits that only this installation can compute and that tell nobody else
 * anything. It stands in every row, so that any excerpt of a leaked file leads back to who took it.
 */
export function markOf(vault: Vault, exportId: number): Buffer {
  return vault.digest('exports', `mark of export ${exportId}`).subarray(0, bytesOfMark)
}

/** The text with the mark behind it, unseen. Only for texts that nobody looks up or counts by. */
export function marked(text: string, mark: Uint8Array): string {
  const hidden = [...mark].flatMap((byte) => [byte >> 6, byte >> 4, byte >> 2, byte])
  return text + hidden.map((bits) => signs[bits & 3]).join('')
}

/**
 * The mark in a pasted excerpt, undefined where there is none. Every row votes on every bit, so that
 * rows that a program has damaged are outvoted by the others.
 */
export function markIn(text: string): Buffer | undefined {
  const found = [...text.matchAll(run)].flatMap(([hidden]) => marksOf(hidden))
  if (found.length === 0) return undefined
  const votes = Array.from({ length: bytesOfMark * 8 }, () => 0)
  for (const mark of found)
    for (const at of votes.keys()) votes[at] = (votes[at] ?? 0) + (bitOf(mark, at) ? 1 : -1)
  const bytes = Buffer.alloc(bytesOfMark)
  for (const [at, vote] of votes.entries())
    if (vote > 0) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (128 >> (at & 7))
  return bytes
}

function bitOf(mark: Uint8Array, at: number): boolean {
  return ((mark[at >> 3] ?? 0) & (128 >> (at & 7))) !== 0
}

/** Marks that stand one behind another without anything between. */
function marksOf(hidden: string): Buffer[] {
  const whole = Math.floor(hidden.length / signsOfMark)
  return Array.from({ length: whole }, (_, index) =>
    decoded(hidden.slice(index * signsOfMark, (index + 1) * signsOfMark)),
  )
}

function decoded(hidden: string): Buffer {
  const digits = [...hidden].map((sign) => (signs as readonly string[]).indexOf(sign))
  return Buffer.from(
    Array.from({ length: bytesOfMark }, (_, index) =>
      digits.slice(index * 4, index * 4 + 4).reduce((byte, two) => byte * 4 + two, 0),
    ),
  )
}
