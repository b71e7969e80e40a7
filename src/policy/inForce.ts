import type { Database, Tx } from '#src/kernel/db.ts'
import { inForce, type PolicyCode, type PolicyValue, type PolicyVersion } from './policy.ts'

type Version<C extends PolicyCode> = PolicyVersion & { code: C; value: PolicyValue<C> }

/** The parameter that holds for an organisation (its path from the root) on a day. */
export async function policyInForce<C extends PolicyCode>(
  db: Database | Tx,
  code: C,
  path: readonly number[],
  day: string,
): Promise<Version<C> | undefined> {
  return inForce(await versionsOn(db, code, path), path, day) as Version<C> | undefined
}

/** Every version, past and coming, that may hold for an organisation. */
export async function versionsOn(
  db: Database | Tx,
  code: PolicyCode,
  path: readonly number[],
): Promise<PolicyVersion[]> {
  const rows = await db
    .selectFrom('policy')
    .select(['id', 'code', 'orgId', 'title', 'documentNo', 'source', 'value'])
    .select(['validFrom', 'validTo'])
    .where('code', '=', code)
    .where((is) => is.or([is('orgId', 'is', null), is('orgId', 'in', [...path, -1])]))
    .execute()
  return rows as unknown as PolicyVersion[]
}
