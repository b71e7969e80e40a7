import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import type { Operations } from '#src/kernel/operation.ts'
import type { AlertRule } from './alert.ts'
import { countLooks, quickRules, rules, type Sight } from './rules.ts'

/**
 * Derives the alerts of a day from the trace and keeps those that are new: one for each rule, account and
 * day. Lists that are downloaded have guards of their own and do not count as looking at people one by one.
 * Answers how many were new.
 */
export async function detectAlerts(
  db: Database | Tx,
  day: string,
  operations: Operations,
): Promise<number> {
  const downloads = Object.entries(operations)
    .filter(([, { kind }]) => kind === 'download')
    .map(([name]) => name)
  await countLooks(day, downloads).execute(db)
  return keepNew(db, rules, { day, recent: false })
}

/** The same for the last minutes and single acts only: cheap enough for every minute. */
export async function detectRecent(db: Database | Tx, day: string): Promise<number> {
  return keepNew(db, quickRules, { day, recent: true })
}

async function keepNew(
  db: Database | Tx,
  chosen: Partial<typeof rules>,
  sight: Sight,
): Promise<number> {
  let found = 0
  for (const [rule, find] of Object.entries(chosen)) {
    const { numAffectedRows } = await sql`
      insert into alert (rule, account_id, org_id, day, at, detail)
      select ${rule}, account_id, org_id, ${sight.day}::date, at, detail
      from (${find(sight)}) as found
      on conflict (rule, account_id, day) do nothing`.execute(db)
    found += Number(numAffectedRows ?? 0)
  }
  return found
}

/** Raises an alert of the platform about itself, once a day. */
export async function raiseAlert(
  db: Database | Tx,
  rule: AlertRule,
  day: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await sql`
    insert into alert (rule, day, at, detail)
    values (${rule}, ${day}::date, clock_timestamp(), ${JSON.stringify(detail)}::jsonb)
    on conflict (rule, account_id, day) do nothing`.execute(db)
}
