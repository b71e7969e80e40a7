import { sql } from 'kysely'
import { Refusal } from '#src/kernel/refusal.ts'
import { lastDay } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { TieKind } from '#src/orgs/org.ts'
import type { Values } from '../record.ts'
import { lookupsOf } from '../sealing/number.ts'
import { columnOfTie, columnsOfNew, derived, fieldColumns } from './columns.ts'
import type { Places } from './places.ts'
import { openedStaged } from './sealing.ts'
import type { Extras, TieNames } from './staged.ts'

/** People written at a time. */
export const chunk = 2_000

interface ToCreate {
  readonly ordinal: number
  readonly values: Values
  readonly ties: TieNames
  readonly extras: Extras
}

const ownColumns = ['id', 'home_id', 'registered_on', 'reach', 'died_on', 'left_on', 'left_reason']

/** Enters the new people of a batch, 2,000 at a time, with ties, contacts and tags; returns their ids. */
export async function createPeople(
  context: Context,
  batchId: number,
  homeId: number,
  places: Places,
  progress: (done: number) => Promise<void>,
): Promise<number[]> {
  const ids: number[] = []
  for (let after = 0; ;) {
    const rows = await toCreate(context, batchId, after)
    if (rows.length === 0) return ids
    after = rows.at(-1)?.ordinal ?? after
    ids.push(...(await createChunk(context, batchId, homeId, places, rows)))
    await progress(ids.length)
  }
}

async function toCreate(
  { db, vault }: Context,
  batchId: number,
  after: number,
): Promise<ToCreate[]> {
  const rows = await db
    .selectFrom('importRow')
    .select(['ordinal', 'values', 'ties', 'extras'])
    .where('batchId', '=', batchId)
    .where('decision', '=', 'create')
    .where('hasError', '=', false)
    .where('ordinal', '>', after)
    .orderBy('ordinal')
    .limit(chunk)
    .execute()
  return rows.map((row) => ({
    ...row,
    values: openedStaged(vault, batchId, row.ordinal, row.values),
  })) as unknown as ToCreate[]
}

async function createChunk(
  context: Context,
  batchId: number,
  homeId: number,
  places: Places,
  rows: readonly ToCreate[],
): Promise<number[]> {
  const { db, today, vault } = context
  await refuseTakenNumbers(context, homeId, rows)
  const ids = await reserveIds(context, rows.length)
  const homePath = places.pathOf(homeId)
  const records: Record<string, unknown>[] = []
  const ties: { retiree_id: number; kind: string; org_id: number }[] = []
  for (const [index, row] of rows.entries()) {
    const id = ids[index] as number
    const found = tiesOf(row.ties, places)
    const reach = new Set(homePath)
    for (const { place } of found) for (const step of place.path) reach.add(step)
    for (const { kind, place } of found) ties.push({ retiree_id: id, kind, org_id: place.id })
    records.push({
      ...columnsOfNew(row.values, vault, id),
      ...Object.fromEntries(found.map(({ kind, place }) => [columnOfTie[kind], place.id])),
      ...lifeOf(row.extras, today),
      id,
      home_id: homeId,
      registered_on: today,
      reach: [...reach],
    })
  }
  const columns = [...ownColumns, ...Object.values(columnOfTie), ...fieldColumns, ...derived]
  const list = sql.join(columns.map((column) => sql.ref(column)))
  await sql`
    insert into retiree (${list}) overriding system value
    select ${list} from jsonb_populate_recordset(null::retiree, ${JSON.stringify(records)}::jsonb)`
    .execute(db)
    .catch(refuseTaken)
  await openTies(context, ties, sourceOf(batchId))
  await addExtras(context, rows, ids)
  const results = rows.map((row, index) => ({ ordinal: row.ordinal, id: ids[index] }))
  await sql`
    update import_row set result_id = made.id
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as made (ordinal int, id bigint)
    where batch_id = ${batchId} and import_row.ordinal = made.ordinal`.execute(db)
  return ids
}

const uniqueViolation = '23505'

/** Somebody else registered one of the numbers since the file was checked: nothing is written. */
function refuseTaken(error: unknown): never {
  if ((error as { code?: string }).code !== uniqueViolation) throw error
  throw numberTaken()
}

function numberTaken(): Refusal {
  const message = '检查之后有人登记了文件中的身份证号，请重新检查这个文件'
  return new Refusal('conflict', 'import.numberTaken', message)
}

/** While keys are being renewed the unique index sees only the digests under one key. */
async function refuseTakenNumbers(
  { db, vault }: Context,
  homeId: number,
  rows: readonly ToCreate[],
): Promise<void> {
  const older = rows.flatMap(({ values }) => lookupsOf(vault, values.idNumber).slice(1))
  if (older.length === 0) return
  const { rows: taken } = await sql`
    select from retiree where home_id = ${homeId} and id_lookup = any (${older}::bytea[])
      and (left_reason is null or left_reason = 'deceased') limit 1`.execute(db)
  if (taken.length > 0) throw numberTaken()
}

/** Someone whom the file lists as deceased enters the records, not the register. */
function lifeOf({ diedOn }: Extras, today: string): Record<string, unknown> {
  if (!diedOn) return {}
  const leftOn = lastDay(diedOn) > today ? today : lastDay(diedOn)
  return { died_on: diedOn, left_on: leftOn, left_reason: 'deceased' }
}

export const sourceOf = (batchId: number): string => `导入批次 ${batchId}`

async function reserveIds({ db }: Context, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('retiree', 'id')) as id
    from generate_series(1, ${count}::int)`.execute(db)
  return rows.map((row) => row.id)
}

function tiesOf(ties: TieNames, places: Places) {
  return (Object.entries(ties) as [TieKind, string][]).flatMap(([kind, name]) => {
    const place = name ? places.find(kind, name) : undefined
    return place ? [{ kind, place }] : []
  })
}

/** Opens ties from today on, with their source. */
export async function openTies(
  { db, today }: Context,
  ties: readonly { retiree_id: number; kind: string; org_id: number }[],
  source: string,
): Promise<void> {
  if (ties.length === 0) return
  await sql`
    insert into tie (retiree_id, kind, org_id, valid_from, recorded_on, source)
    select retiree_id, kind, org_id, ${today}::date, ${today}::date, ${source}
    from jsonb_to_recordset(${JSON.stringify(ties)}::jsonb) as given (retiree_id bigint, kind text, org_id int)`.execute(
    db,
  )
}

/** Contacts and tags that rows bring along, unless they are already on record. */
export async function addExtras(
  { db, today }: Context,
  rows: readonly { extras: Extras }[],
  ids: readonly number[],
): Promise<void> {
  const contacts = rows.flatMap((row, index) =>
    (row.extras.contacts ?? []).map((contact) => ({
      retiree_id: ids[index],
      name: contact.name,
      relation: contact.relation,
      phone: contact.phone,
      is_emergency: contact.isEmergency,
    })),
  )
  if (contacts.length)
    await sql`
      insert into contact (retiree_id, name, relation, phone, is_emergency, recorded_on)
      select given.*, ${today}::date from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb)
        as given (retiree_id bigint, name text, relation text, phone text, is_emergency boolean)
      where not exists (select from contact held
        where held.retiree_id = given.retiree_id and held.name = given.name and held.ended_on is null)`.execute(
      db,
    )
  const tags = rows.flatMap((row, index) =>
    (row.extras.tags ?? []).map((code) => ({ retiree_id: ids[index], code })),
  )
  if (tags.length)
    await sql`
      insert into tag (retiree_id, code, from_on, evidence, recorded_on)
      select retiree_id, code, ${today}::date, '花名册导入', ${today}::date
      from jsonb_to_recordset(${JSON.stringify(tags)}::jsonb) as given (retiree_id bigint, code text)
      on conflict do nothing`.execute(db)
}
