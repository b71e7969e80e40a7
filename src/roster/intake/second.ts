import { sql } from 'kysely'
import { checkersOf, type Checker } from '#src/approvals/checkers.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { BatchCounts } from './batch.ts'

/** As many rows one person takes into the register alone within 24 hours. */
export const rowsAlone = 100
const withinMs = 24 * 3_600_000

/** Who has to look at a batch beside its maker. */
export interface Second {
  readonly needed: boolean
  /** Those who may; nobody in a bureau that has no director yet, nor any bureau above. */
  readonly checkers: readonly Checker[]
}

/**
 * Whether a batch of so many rows needs a second person: with what the maker took in alone within 24 hours
 * it is more than a hundred. The platform itself, at the command line, needs nobody: whoever holds the
 * machine holds the register.
 */
export async function secondFor(context: Context, rows: number): Promise<Second> {
  const { actor } = context
  if (actor.role === 'system' || actor.accountId === null) return { needed: false, checkers: [] }
  if (rows + (await takenAlone(context)) <= rowsAlone) return { needed: false, checkers: [] }
  const asked = { orgId: actor.scopeId, makerAccountId: actor.accountId }
  return { needed: true, checkers: await checkersOf(context, asked, 'approvals.check') }
}

async function takenAlone({ db, actor, now }: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from import_row r join import_batch b on b.id = r.batch_id
    where b.account_id = ${actor.accountId} and b.status in ('committing', 'failed', 'committed')
      and b.created_at > ${new Date(now.getTime() - withinMs)}
      and r.decision in ('create', 'update') and not r.has_error
      and not exists (select from approval a where a.kind = 'import' and a.subject_id = b.id
        and a.decision = 'approved')`.execute(db)
  return rows[0]?.count ?? 0
}

/** What the page tells of it: whether another has to look, who could, and the request that waits. */
export async function secondTold(
  context: Context,
  id: number,
  { toCreate, toUpdate }: Pick<BatchCounts, 'toCreate' | 'toUpdate'>,
) {
  const { needed, checkers } = await secondFor(context, toCreate + toUpdate)
  const whoCould = checkers.map(({ name, org, post }) => `${name}（${org} ${post}）`)
  return { needed, whoCould, waiting: await waitingFor(context, id) }
}

async function waitingFor({ db, now }: Context, id: number): Promise<number | null> {
  const row = await db
    .selectFrom('approval')
    .select('id')
    .where('kind', '=', 'import')
    .where('subjectId', '=', id)
    .where('decision', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return row?.id ?? null
}
