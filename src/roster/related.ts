import { sql } from 'kysely'
import { kept } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { TieKind } from '#src/orgs/org.ts'
import { proposalFor } from './sealing/reading.ts'

/** What stands beside a record on the person's page. */
export interface Related {
  readonly ties: readonly TieRow[]
  readonly tags: readonly TagRow[]
  readonly contacts: readonly ContactRow[]
  readonly requests: readonly RequestRow[]
}

export interface TieRow {
  readonly kind: TieKind
  readonly orgId: number
  readonly name: string
  readonly validFrom: string
  readonly validTo: string | null
}

export interface TagRow {
  readonly id: number
  readonly code: string
  readonly fromOn: string
  readonly evidence: string
}

export interface ContactRow {
  readonly id: number
  readonly name: string
  readonly relation: string
  readonly phone: string | null
  readonly address: string | null
  readonly isEmergency: boolean
  readonly consented: boolean
  readonly survivorSince: string | null
}

export interface RequestRow {
  readonly id: number
  readonly proposed: Record<string, unknown>
  readonly reason: string
  readonly requestedBy: string
  readonly channel: string
  readonly requestedAt: string
}

/** Ties of all times, present tags, contacts and open requests, in one round trip. */
export async function relatedTo(context: Context, retireeId: number): Promise<Related> {
  const { rows } = await sql<Related>`${kept}
    select
      (select coalesce(jsonb_agg(jsonb_build_object('kind', tie.kind, 'orgId', tie.org_id,
          'name', org.name, 'validFrom', tie.valid_from, 'validTo', tie.valid_to)
          order by tie.valid_from desc, tie.id desc), '[]')
        from tie join org on org.id = tie.org_id where tie.retiree_id = ${retireeId}) as ties,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'code', code, 'fromOn', from_on,
          'evidence', evidence) order by from_on, id), '[]')
        from tag where retiree_id = ${retireeId} and to_on is null) as tags,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'relation', relation,
          'phone', phone, 'address', address, 'isEmergency', is_emergency, 'consented', consented,
          'survivorSince', survivor_since) order by is_emergency desc, id), '[]')
        from contact where retiree_id = ${retireeId} and ended_on is null) as contacts,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'proposed', proposed,
          'reason', reason, 'requestedBy', requested_by, 'channel', channel,
          'requestedAt', requested_at) order by id), '[]')
        from change_request where retiree_id = ${retireeId} and status = 'pending') as requests`.execute(
    context.db,
  )
  const { requests, ...related } = rows[0] as Related
  return {
    ...related,
    requests: requests.map((row) => ({
      ...row,
      proposed: proposalFor(context, row.id, row.proposed),
    })),
  }
}
