import type { Role } from '#src/kernel/access.ts'
import { permits } from '#src/kernel/access.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide } from '#src/roster/access.ts'
import { fieldOf, type FieldKey } from '#src/roster/fields.ts'
import { requireLiving } from '#src/roster/reach.ts'
import type { Values } from '#src/roster/record.ts'
import { relationsTo } from '#src/roster/relations.ts'
import { requests } from '#src/roster/request.operations.ts'
import type { Channel } from '#src/roster/request.ts'
import { writeChanges } from '#src/roster/writing.ts'
import type { Changes } from './found.ts'

/** What of the record was changed at once, and what was asked for; titles of fields. */
export interface AppliedChanges {
  readonly changed: readonly string[]
  readonly asked: readonly string[]
}

const nothing: AppliedChanges = { changed: [], asked: [] }

const channels: Partial<Record<Role, Channel>> = {
  unitLiaison: 'unit',
  communityWorker: 'community',
  branchSecretary: 'branch',
}

/**
 * What a visit found to have changed in the record: written at once by a post that keeps the field,
 * else asked for as a correction that another verifies.
 */
export async function applyChanges(
  context: Context,
  retireeId: number,
  changes: Changes,
  visitors: string,
): Promise<AppliedChanges> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  if (given.length === 0) return nothing
  const row = await requireLiving(context, retireeId)
  const writes = await writer(context, retireeId)
  const own = given.filter(([key]) => writes(key as FieldKey))
  const others = given.filter(([key]) => !writes(key as FieldKey))
  const written = await writeChanges(context, row, Object.fromEntries(own) as Values).catch(
    (error: unknown) => {
      throw atChanges(error)
    },
  )
  if (written.length > 0)
    context.record({
      name: 'retiree.amended',
      subject: 'retiree',
      subjectId: retireeId,
      detail: { fields: written },
    })
  const asked = await ask(context, retireeId, Object.fromEntries(others) as Values, visitors)
  return { changed: titlesOf(written), asked: titlesOf(asked) }
}

async function writer(context: Context, retireeId: number): Promise<(key: FieldKey) => boolean> {
  const { actor } = context
  if (!permits(actor, 'roster.write')) return () => false
  const relations = await relationsTo(context, retireeId)
  const decision = decide({ role: actor.role, relations, action: 'write' })
  return (key) => decision.sightOf(key) === 'open'
}

async function ask(
  context: Context,
  id: number,
  proposed: Values,
  visitors: string,
): Promise<string[]> {
  const keys = Object.keys(proposed)
  if (keys.length === 0) return []
  const channel = channels[context.actor.role] ?? 'paper'
  const wish = { id, proposed, reason: '走访时本人告知', channel, requestedBy: `走访人${visitors}` }
  const requestedBy = wish.requestedBy.slice(0, 60)
  try {
    await requests['roster.requestChange'].run(context, { ...wish, requestedBy })
    return keys
  } catch (error) {
    if (error instanceof Refusal && error.code === 'roster.nothingProposed') return []
    throw atChanges(error)
  }
}

/** What may not be asked for is said at its field of the form. */
function atChanges(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const issues = error.issues.map((issue) => ({
    ...issue,
    field: `changes.${issue.field.replace(/^proposed[.]/, '')}`,
  }))
  return new Refusal(error.kind, error.code, error.message, issues)
}

function titlesOf(keys: readonly string[]): string[] {
  return keys.map((key) => fieldOf(key as FieldKey).title)
}
