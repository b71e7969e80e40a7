import { sql } from 'kysely'
import type { Vault } from '#src/kernel/vault.ts'
import { envelopeOf, tokenOf } from '#src/kernel/vault/token.ts'
import { isCurrent, type Sweep } from './sweep.ts'
import { textSweep } from './texts.ts'

/** The notes on health of visits, and what stood there before they were put right. */
export const visitSweeps: readonly Sweep[] = [
  textSweep('visit', ['health']),
  {
    table: 'visit_change',
    key: { id: 'bigint' },
    columns: ['before', 'after'],
    beside: sql`visit_id`,
    reseal(vault, { before, after, visit_id: visit }) {
      const seat = `visit.health.${visit}`
      return { before: freshNote(vault, seat, before), after: freshNote(vault, seat, after) }
    },
  },
]

/** A document whose `health` is a token that opens at the visit. */
function freshNote(vault: Vault, seat: string, document: unknown): unknown {
  const { health } = (document ?? {}) as { health?: unknown }
  const sealed = envelopeOf(health)
  if (!sealed || isCurrent(vault, health as string)) return document
  const next = tokenOf(vault.seal('fields', vault.unseal(sealed, seat), seat))
  return { ...(document as object), health: next }
}
