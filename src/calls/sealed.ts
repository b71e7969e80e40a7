import { openedText, sealedText } from '#src/kernel/vault/text.ts'
import type { Context } from '#src/kernel/operation.ts'

type Column =
  'call.caller' | 'call.result' | 'call_step.note' | 'call_device.secret' | 'call_token.token'

/** A text as the column of a row keeps it. */
export function sealedFor(
  { vault }: Pick<Context, 'vault'>,
  column: Column,
  row: number,
  text: string,
) {
  return JSON.stringify(sealedText(vault, `${column}.${row}`, text))
}

/** What `sealedFor` hid; null where there is none, or where the master key is missing. */
export function openedFrom(
  { vault }: Pick<Context, 'vault'>,
  column: Column,
  row: number,
  kept: unknown,
) {
  return openedText(vault, `${column}.${row}`, kept)
}
