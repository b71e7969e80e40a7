import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { demand, demandAll, Refusal } from '#src/kernel/refusal.ts'
import { kindsOfTie, tieKinds, type OrgKind, type TieKind } from '#src/orgs/org.ts'
import {
  columnsOf,
  derivedColumns,
  differenceOf,
  valuesOf,
  type Row,
  type Values,
} from './record.ts'
import { refuseWithdrawn } from './consent.ts'
import { refusalsOfRecord } from './consistency.ts'
import { sealedDocument } from './sealing/document.ts'
import { isSealedKey } from './sealing/fields.ts'
import { lookupsOf } from './sealing/number.ts'
import { demandOpen } from './sealing/value.ts'

/** Writes changed fields of one record with their history; returns the keys that changed. */
export async function writeChanges(
  context: Context,
  row: Row,
  changes: Values,
  effectiveOn = context.today,
): Promise<string[]> {
  const { vault } = context
  if (Object.keys(changes).some(isSealedKey)) demandOpen(vault)
  const current = valuesOf(row, vault)
  const difference = differenceOf(current, changes)
  if (!difference) return []
  await refuseWithdrawn(context, row.id, difference.after)
  const next = { ...current, ...changes }
  demandAll(newRefusals(current, next, context.today))
  if ('idNumber' in difference.after)
    await refuseTakenNumber(context, row.homeId, next.idNumber, row.id)
  await context.db
    .updateTable('retiree')
    .set({
      ...columnsOf(changes, vault, row.id),
      ...derivedColumns(next),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
    .catch(refuseTaken)
  const place = { table: 'retiree_change', row: row.id }
  await context.db
    .insertInto('retireeChange')
    .values({
      retireeId: row.id,
      effectiveOn,
      at: context.now,
      accountId: context.actor.accountId,
      operation: 'roster.amend',
      before: JSON.stringify(sealedDocument(vault, place, difference.before)),
      after: JSON.stringify(sealedDocument(vault, place, difference.after)),
    })
    .execute()
  return Object.keys(difference.after)
}

/** What the change makes wrong; faults that the record had before do not stop other corrections. */
function newRefusals(current: Values, next: Values, today: string): (Refusal | undefined)[] {
  const fault = (refusal: Refusal | undefined) => refusal && `${refusal.code} ${refusal.message}`
  const known = new Set(refusalsOfRecord(current, today).map(fault))
  return refusalsOfRecord(next, today).filter((refusal) => !known.has(fault(refusal)))
}

/** An identity number belongs to one living record of a bureau. */
export async function refuseTakenNumber(
  context: Context,
  homeId: number,
  idNumber: string | null | undefined,
  except = 0,
): Promise<void> {
  await refuseTakenLookup(context, homeId, lookupsOf(context.vault, idNumber), except)
}

/** The same for a number of which only the digests are at hand. */
export async function refuseTakenLookup(
  { db }: Context,
  homeId: number,
  lookups: readonly Buffer[],
  except: number,
): Promise<void> {
  if (lookups.length === 0) return
  const holder = await db
    .selectFrom('retiree')
    .select(['id', 'fullName'])
    .where('homeId', '=', homeId)
    .where('idLookup', 'in', lookups)
    .where('id', '!=', except)
    .where((is) => is.or([is('leftReason', 'is', null), is('leftReason', '=', 'deceased')]))
    .executeTakeFirst()
  if (holder)
    throw numberTaken(`这个身份证号已登记在「${holder.fullName}」名下，请先核对是否同一人`)
}

function numberTaken(message: string): Refusal {
  return new Refusal('conflict', 'roster.numberTaken', message, 'idNumber')
}

const uniqueViolation = '23505'

/** Two clerks entered one number at once, or its holder is out of sight: the sentence names nobody. */
export function refuseTaken(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== uniqueViolation || constraint !== 'retiree_id_lookup') throw error
  throw numberTaken('这个身份证号已有档案，待核对是否同一人')
}

/** Ends the current tie of a kind and opens the new one; null only ends. Days are half-open. */
export async function writeTie(
  context: Context,
  retireeId: number,
  kind: TieKind,
  orgId: number | null,
  on: string,
  source: string | null = null,
): Promise<void> {
  const { db, today } = context
  if (orgId !== null) await requireTieable(context, kind, orgId)
  const current = await db
    .selectFrom('tie')
    .select(['id', 'orgId', 'validFrom'])
    .where('retireeId', '=', retireeId)
    .where('kind', '=', kind)
    .where('validTo', 'is', null)
    .executeTakeFirst()
  if (current?.orgId === orgId) return
  if (current && on < current.validFrom)
    throw new Refusal(
      'invalid',
      'roster.tieTooEarly',
      `现有${tieKinds[kind]}从 ${current.validFrom} 起，新的日期不能更早`,
      'on',
    )
  if (current)
    await db.updateTable('tie').set({ validTo: on }).where('id', '=', current.id).execute()
  if (orgId !== null)
    await db
      .insertInto('tie')
      .values({ retireeId, kind, orgId, validFrom: on, recordedOn: today, source })
      .execute()
  await refreshReach(context, [retireeId])
}

/** Works out anew who reaches these people; a part of every change of a tie. */
export async function refreshReach({ db }: Context, ids: readonly number[]): Promise<void> {
  await sql`select refresh_reach(${ids}::bigint[])`.execute(db)
}

/** The ties of a record just made, all at once. */
export async function writeFirstTies(
  context: Context,
  retireeId: number,
  ties: Partial<Record<TieKind, number | undefined>>,
): Promise<void> {
  const { db, today } = context
  const given = Object.entries(ties).filter((tie): tie is [TieKind, number] => tie[1] !== undefined)
  if (given.length > 0) {
    const orgs = await orgsOf(
      context,
      given.map(([, orgId]) => orgId),
    )
    for (const [kind, orgId] of given) demand(refusalOfTie(kind, orgs.get(orgId)))
    const common = { retireeId, validFrom: today, recordedOn: today, source: null }
    await db
      .insertInto('tie')
      .values(given.map(([kind, orgId]) => ({ ...common, kind, orgId })))
      .execute()
  }
  await refreshReach(context, [retireeId])
}

type Tieable = { readonly kind: string; readonly dissolvedOn: string | null }

async function orgsOf({ db }: Context, ids: readonly number[]): Promise<Map<number, Tieable>> {
  const orgs = await db
    .selectFrom('org')
    .select(['id', 'kind', 'dissolvedOn'])
    .where('id', 'in', ids)
    .execute()
  return new Map(orgs.map((org) => [org.id, org]))
}

async function requireTieable(context: Context, kind: TieKind, orgId: number): Promise<void> {
  demand(refusalOfTie(kind, (await orgsOf(context, [orgId])).get(orgId)))
}

function refusalOfTie(kind: TieKind, org: Tieable | undefined): Refusal | undefined {
  const say = (message: string) => new Refusal('invalid', 'roster.wrongTie', message, 'orgId')
  if (!org) return say('没有这个机构，请从列表中选择')
  if (org.dissolvedOn) return say('这个机构已撤销，请另选')
  return kindsOfTie[kind].includes(org.kind as OrgKind)
    ? undefined
    : say(`请选择能作为${tieKinds[kind]}的机构`)
}

/** The bureau that keeps the records an actor makes: the nearest at or above, else the first below. */
export async function homeOf({ actor, db }: Context): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select bureau.id from org bureau, org own
    where own.id = ${actor.orgId} and bureau.kind = 'bureau' and bureau.dissolved_on is null
      and (bureau.id = any (own.path) or bureau.path @> array[region_of(own.id)])
    order by bureau.id = any (own.path) desc, array_length(bureau.path, 1), bureau.id limit 1`.execute(
    db,
  )
  const home = rows[0]?.id ?? (await onlyBureau(db))
  if (!home)
    throw new Refusal('conflict', 'roster.noBureau', '还没有老干部局，请先在组织机构中建立')
  return home
}

async function onlyBureau(db: Context['db']): Promise<number | undefined> {
  const bureaus = await db
    .selectFrom('org')
    .select('id')
    .where('kind', '=', 'bureau')
    .where('dissolvedOn', 'is', null)
    .limit(2)
    .execute()
  return bureaus.length === 1 ? bureaus[0]?.id : undefined
}
