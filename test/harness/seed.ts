import { sql, type Insertable } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from '#src/kernel/db.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import type { Vault } from '#src/kernel/vault.ts'
import type { Values } from '#src/roster/record.ts'
import { sealedColumnsOf } from '#src/roster/sealing/columns.ts'
import { isSealedKey, type SealedKey } from '#src/roster/sealing/fields.ts'

const tieKinds = ['formerUnit', 'payingUnit', 'managingUnit', 'community', 'branch'] as const
type TieSeed = Partial<Record<(typeof tieKinds)[number], number>>

type Sensitive = Pick<Values, SealedKey>

export type RetireeSeed = Partial<Insertable<DB['retiree']>> &
  Sensitive &
  TieSeed & { homeId: number }

let named = 0

/** An organisation, named after its kind when no name is given. */
export async function addOrg(
  db: Database,
  kind: string,
  values: Partial<Insertable<DB['org']>>,
): Promise<number> {
  const { id } = await db
    .insertInto('org')
    .values({ kind, name: `${kind}机构${++named}`, ...values })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A person with ties; registered on 2020-01-01 unless said otherwise. */
export async function addRetiree(
  _pool: Pool,
  db: Database,
  vault: Vault,
  seed: RetireeSeed,
): Promise<number> {
  const ties = tieKinds.flatMap((kind) => (seed[kind] ? [{ kind, orgId: seed[kind] }] : []))
  const columns = Object.fromEntries(
    Object.entries(seed).filter(
      ([key]) => !(tieKinds as readonly string[]).includes(key) && !isSealedKey(key),
    ),
  ) as Partial<Insertable<DB['retiree']>> & { homeId: number }
  const registeredOn = columns.registeredOn ?? '2020-01-01'
  const { id } = await db
    .insertInto('retiree')
    .values({
      fullName: '张三',
      birthArchive: '1940-01-01',
      retirementCategory: 'tuixiu',
      registeredOn,
      ...columns,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const sealed = sealedColumnsOf(vault, id, seed as Sensitive)
  if (Object.keys(sealed).length > 0)
    await db.updateTable('retiree').set(sealed).where('id', '=', id).execute()
  for (const tie of ties)
    await db
      .insertInto('tie')
      .values({ ...tie, retireeId: id, validFrom: registeredOn, recordedOn: registeredOn })
      .execute()
  await sql`select refresh_reach(array[${id}]::bigint[])`.execute(db)
  return id
}
