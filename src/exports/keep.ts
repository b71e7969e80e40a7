import type { Insertable } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { isSensitive, type Meant, type Wish } from './export.ts'
import { markOf } from './fingerprint.ts'
import type { ExportPurpose } from './purpose.ts'

/** A statement takes so many people at once. */
const peopleAtOnce = 2_000

type Facts = Omit<Insertable<DB['export']>, 'orgId' | 'accountId' | 'postId' | 'requestedAt'>

/** The facts of a wish as the table keeps them. */
export function factsOf(wish: Wish, title: string, count: number): Facts {
  const { source, columns, format, purpose, note, signature, clean } = wish
  return {
    title,
    source: source.from,
    snapshotId: source.from === 'snapshot' ? source.id : null,
    wanted: JSON.stringify(keptSource(source)),
    columns: JSON.stringify(columns),
    format,
    purpose,
    note: note ?? null,
    signature,
    clean,
    sensitive: columns.some(isSensitive),
    personCount: count,
  }
}

/** The people are kept one by one, so of the conditions only the status; a search may hold a number. */
function keptSource(source: Meant['source']): Meant['source'] {
  if (source.from === 'snapshot') return source
  const { status } = source.filters
  return { ...source, filters: status ? { status } : {} }
}

/** Writes down an export with its people, and gives it the mark that its file will carry. */
export async function keepExport(
  context: Context,
  facts: Facts,
  people: readonly number[],
): Promise<KeptExport> {
  const { actor, db, now, vault } = context
  if (actor.accountId === null || actor.postId === null)
    throw new Refusal('forbidden', 'exports.noMaker', '导出要由工作人员本人办理')
  const { id } = await db
    .insertInto('export')
    .values({
      ...facts,
      orgId: actor.scopeId,
      accountId: actor.accountId,
      postId: actor.postId,
      requestedAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('export')
    .set({ mark: markOf(vault, id) })
    .where('id', '=', id)
    .execute()
  for (let from = 0; from < people.length; from += peopleAtOnce)
    await db
      .insertInto('exportPerson')
      .values(
        people.slice(from, from + peopleAtOnce).map((retireeId) => ({ exportId: id, retireeId })),
      )
      .execute()
  return requireExport(context, id)
}

/** An export by its number, whoever made it; what the caller may do with it is checked there. */
export async function requireExport({ db }: Context, id: number) {
  const found = await db
    .selectFrom('export')
    .innerJoin('account', 'account.id', 'export.accountId')
    .innerJoin('post', 'post.id', 'export.postId')
    .innerJoin('org', 'org.id', 'post.orgId')
    .selectAll('export')
    .select(['account.name as makerName', 'post.title as makerPost', 'org.name as makerOrg'])
    .where('export.id', '=', id)
    .executeTakeFirst()
  if (!found) throw noSuchExport()
  const { columns, wanted, purpose, ...row } = found
  return {
    ...row,
    columns: columns as ColumnKey[],
    wanted: wanted as Meant['source'] | null,
    purpose: purpose as ExportPurpose,
  }
}
export type KeptExport = Awaited<ReturnType<typeof requireExport>>

/** One's own export, asked for in the scope in which one acts now. */
export async function requireOwnExport(context: Context, id: number): Promise<KeptExport> {
  const { accountId, scopeId } = context.actor
  const found = await requireExport(context, id)
  if (found.accountId !== accountId || found.orgId !== scopeId) throw noSuchExport()
  return found
}

/** The people whom an export names, by number. */
export async function peopleOf({ db }: Context, exportId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('exportPerson')
    .select('retireeId')
    .where('exportId', '=', exportId)
    .orderBy('retireeId')
    .execute()
  return rows.map(({ retireeId }) => retireeId)
}

function noSuchExport(): Refusal {
  return new Refusal('missing', 'exports.noSuchExport', '没有这次导出')
}
