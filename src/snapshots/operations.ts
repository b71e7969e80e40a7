import { sql } from 'kysely'
import * as z from 'zod'
import { command, download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { PrintColumn } from '#src/documents/print.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import { columnKeys, columnOf, type ColumnKey } from '#src/roster/columns.ts'
import { Filters, sorts, type Sort } from '#src/roster/list.ts'
import { everyoneOf } from '#src/roster/page.ts'
import { whereOf } from '#src/roster/conditions.ts'
import { changes, changesSince, digestOf, type FrozenRow } from './snapshot.ts'

const Title = z.string('请填写名称').trim().min(2, '请填写名单名称').max(60, '名称最多 60 个字')
const Columns = z.array(z.enum(columnKeys)).min(1, '请至少选择一列').max(columnKeys.length)
const Wanted = {
  filters: Filters.prefault({}),
  sort: z.enum(Object.keys(sorts) as Sort[]).default('name'),
  descending: z.boolean().default(false),
  columns: Columns,
}
const Id = z.strictObject({ id: z.coerce.number().int() })

export const snapshots = {
  'snapshots.freeze': command({
    title: '冻结名单',
    permission: 'snapshots.take',
    input: z.strictObject({ title: Title, ...Wanted }),
    async run(context, { title, columns, ...wanted }): Promise<{ id: number; count: number }> {
      const rows = await frozenRows(context, columns, wanted)
      if (rows.length === 0)
        throw new Refusal('conflict', 'snapshots.empty', '这份名单没有人，请先调整条件')
      const { id } = await context.db
        .insertInto('snapshot')
        .values({
          orgId: context.actor.orgId,
          kind: 'roster',
          title,
          asOf: context.today,
          conditions: JSON.stringify(wanted),
          columns: JSON.stringify(columns),
          rowCount: rows.length,
          hash: digestOf(title, context.today, columns, rows),
          accountId: context.actor.accountId,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await keepRows(context, id, rows)
      const detail = { title, count: rows.length }
      context.record({ name: 'snapshot.frozen', subject: 'snapshot', subjectId: id, detail })
      return { id, count: rows.length }
    },
  }),

  'snapshots.list': query({
    title: '查看已冻结名单',
    permission: 'snapshots.read',
    input: z.strictObject({}),
    run: (context) =>
      reachableSnapshots(context)
        .leftJoin('account', 'account.id', 'snapshot.accountId')
        .select([
          'snapshot.id',
          'title',
          'asOf',
          'rowCount',
          'hash',
          'takenAt',
          'account.name as by',
        ])
        .orderBy('snapshot.id', 'desc')
        .limit(200)
        .execute(),
  }),

  'snapshots.get': query({
    title: '查看冻结名单',
    permission: 'snapshots.read',
    input: z.strictObject({
      id: z.int(),
      from: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    async run(context, { id, from, limit }) {
      const snapshot = await requireSnapshot(context, id)
      const rows = await context.db
        .selectFrom('snapshotRow')
        .select(['ordinal', 'retireeId', 'cells'])
        .where('snapshotId', '=', id)
        .where('ordinal', '>', from)
        .orderBy('ordinal')
        .limit(limit)
        .execute()
      const { columns, ...rest } = snapshot
      return {
        ...rest,
        columns: (columns as ColumnKey[]).map((key) => ({ key, title: columnOf(key).title })),
        rows: rows.map((row) => ({ ...row, cells: row.cells as string[] })),
        since: await sinceThen(context, snapshot),
      }
    },
  }),

  'snapshots.xlsx': download({
    title: '下载冻结名单',
    permission: 'snapshots.read',
    input: Id,
    async run(context, { id }): Promise<Download> {
      const snapshot = await requireSnapshot(context, id)
      return spreadsheet(
        snapshot.title,
        noteOf(snapshot),
        columnsOf(snapshot),
        await rowsOf(context, id),
      )
    },
  }),

  'snapshots.pdf': download({
    title: '打印冻结名单',
    permission: 'snapshots.read',
    input: z.strictObject({
      id: z.coerce.number().int(),
      signature: z.stringbool().default(false),
    }),
    async run(context, { id, signature }): Promise<Download> {
      const snapshot = await requireSnapshot(context, id)
      const keys = columnsOf(snapshot)
      const { renderListPdf } = await import('#src/documents/pdf.ts')
      const body = await renderListPdf({
        title: snapshot.title,
        subtitleLines: [noteOf(snapshot)],
        columns: keys.map(printColumn),
        rows: (await rowsOf(context, id)).map((row) => [...row.cells]),
        landscape: keys.length > 6,
        signatureColumn: signature,
        printedBy: context.actor.name,
        printedAt: printTime(context.now),
        asOf: snapshot.asOf,
        snapshotNo: String(snapshot.id),
        hash: snapshot.hash,
      })
      return { fileName: `${snapshot.title}.pdf`, contentType: 'application/pdf', body }
    },
  }),

  'roster.export': download({
    title: '导出名单',
    permission: 'snapshots.take',
    input: z.strictObject({ title: Title.default('老干部名单'), ...Wanted }),
    async run(context, { title, columns, ...wanted }): Promise<Download> {
      const rows = await frozenRows(context, columns, wanted)
      for (const { retireeId } of rows) context.looked(retireeId, ['S1', 'S2'])
      return spreadsheet(title, `截至 ${context.today}，共 ${rows.length} 人`, columns, rows)
    },
  }),
}

interface Wanted {
  readonly filters: Filters
  readonly sort: Sort
  readonly descending: boolean
}

async function frozenRows(
  context: Context,
  columns: readonly ColumnKey[],
  wanted: Wanted,
): Promise<FrozenRow[]> {
  const people = await everyoneOf(context, wanted)
  const shown = columns.map(columnOf)
  return people.map((row) => {
    const full = { ...row, idNumber: row.full.idNumber, mobile: row.full.mobile }
    return { retireeId: row.id, cells: shown.map((column) => column.show(full)) }
  })
}

async function keepRows(context: Context, id: number, rows: readonly FrozenRow[]): Promise<void> {
  await sql`
    insert into snapshot_row (snapshot_id, ordinal, retiree_id, cells)
    select ${id}, ordinal, (entry->>0)::bigint, entry->1
    from jsonb_array_elements(${JSON.stringify(rows.map((row) => [row.retireeId, row.cells]))}::jsonb)
      with ordinality as listed (entry, ordinal)`.execute(context.db)
}

function reachableSnapshots({ db, actor }: Context) {
  return db
    .selectFrom('snapshot')
    .innerJoin('org', 'org.id', 'snapshot.orgId')
    .where(atOrBelow(actor.scopeId))
}

async function requireSnapshot(context: Context, id: number) {
  const snapshot = await reachableSnapshots(context)
    .selectAll('snapshot')
    .where('snapshot.id', '=', id)
    .executeTakeFirst()
  if (!snapshot) throw new Refusal('missing', 'snapshots.noSuchSnapshot', '没有这份名单')
  return snapshot
}

type Snapshot = Awaited<ReturnType<typeof requireSnapshot>>

function columnsOf(snapshot: Snapshot): ColumnKey[] {
  return snapshot.columns as ColumnKey[]
}

async function rowsOf({ db }: Context, id: number): Promise<FrozenRow[]> {
  const rows = await db
    .selectFrom('snapshotRow')
    .select(['retireeId', 'cells'])
    .where('snapshotId', '=', id)
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({ ...row, cells: row.cells as string[] }))
}

async function sinceThen(context: Context, snapshot: Snapshot) {
  const wanted = snapshot.conditions as unknown as Wanted
  const now = await sql<{ id: number }>`
    select id from retiree where ${whereOf(context, wanted.filters)}`.execute(context.db)
  const frozen = await sql<{ id: number; fullName: string; leftReason: string | null }>`
    select r.id, r.full_name, r.left_reason from snapshot_row s
    join retiree r on r.id = s.retiree_id where s.snapshot_id = ${snapshot.id}`.execute(context.db)
  const gone = new Map(frozen.rows.map((row) => [row.id, row.leftReason]))
  const found = changesSince(
    frozen.rows.map((row) => row.id),
    new Set(now.rows.map((row) => row.id)),
    gone,
  )
  const names = await namesOf(
    context,
    found.map(({ retireeId }) => retireeId),
  )
  return found.map(({ retireeId, change }) => ({
    retireeId,
    fullName: names.get(retireeId) ?? '',
    change: changes[change],
  }))
}

async function namesOf({ db }: Context, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('retiree')
    .select(['id', 'fullName'])
    .where('id', 'in', [-1, ...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.fullName]))
}

function noteOf({ id, asOf, rowCount, hash }: Snapshot): string {
  return `名单第 ${id} 号，口径日 ${asOf}，共 ${rowCount} 人，摘要 ${hash.slice(0, 16)}`
}

function printColumn(key: ColumnKey): PrintColumn {
  const { title, width } = columnOf(key)
  return { title, width: `${width}fr` }
}

async function spreadsheet(
  title: string,
  note: string,
  keys: readonly ColumnKey[],
  rows: readonly FrozenRow[],
): Promise<Download> {
  const { writeListXlsx } = await import('#src/documents/xlsx.ts')
  const columns = keys.map((key) => {
    const { title: columnTitle, width } = columnOf(key)
    return { title: columnTitle, width: width * 2 + 2, type: 'text' as const }
  })
  const body = await writeListXlsx({
    title,
    notes: [note],
    columns,
    rows: rows.map(({ cells }) => cells),
  })
  const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { fileName: `${title}.xlsx`, contentType, body }
}

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

function printTime(now: Date): string {
  return shanghai.format(now)
}
