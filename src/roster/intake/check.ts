import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { lastDay } from '#src/kernel/day.ts'
import { fieldOf, type FieldKey } from '../fields.ts'
import { checkFileInWorker } from '../import/inWorker.ts'
import type { ImportKind } from '../import/mapping.ts'
import type { ParsedRow } from '../import/parsedRow.ts'
import type { ImportReport } from '../import/report.ts'
import { signals, type Signal } from '../suspects.ts'
import { compareRows, matchRows } from './match.ts'
import { openedFile } from './sealing.ts'
import { loadPlaces, unknownPlaces } from './places.ts'
import { stageRows } from './stage.ts'
import type { OrgChoices, RowSuspect, StagedRow } from './staged.ts'

export interface Batch {
  readonly id: number
  readonly orgId: number
  readonly fileName: string
  readonly kind: ImportKind | null
  /** Sealed, as it is kept. */
  readonly file: Uint8Array
  readonly mapping: Record<string, string | null> | null
  readonly choices: OrgChoices
}

/** Reads the file of a batch, stages its rows and compares them with the roster; writes no person. */
export async function checkBatch(
  context: Context,
  batch: Batch,
  progress: (phase: string, done: number, total?: number) => Promise<void>,
): Promise<ImportReport> {
  const places = await loadPlaces(context, batch.orgId, batch.choices)
  const mapping = { ...(await rememberedMapping(context, batch.orgId)), ...batch.mapping }
  const { report, rows } = await checkFileInWorker(openedFile(context, batch), {
    name: batch.fileName,
    ...(batch.kind && { kind: batch.kind }),
    mapping,
    today: context.today,
    onProgress: (done) => void progress('读取文件', done).catch(() => undefined),
  })
  await progress('暂存', 0, report.rows)
  await stageRows(context, batch.id, staged(rows))
  await progress('与信息库比对', 0, report.rows)
  await matchRows(context, batch.id, batch.orgId)
  await compareRows(context, batch.id)
  return withRecords(context, batch, report, await unknownPlaces(context, batch.id, places))
}

function* staged(rows: Iterable<ParsedRow>): Generator<StagedRow> {
  let ordinal = 0
  for (const row of rows) {
    ordinal++
    const { sheet, ties, contacts, tags, diedOn } = row
    yield {
      ordinal,
      sheet,
      row: row.row,
      values: withUnresolved(row),
      ties,
      extras: {
        contacts: contacts.map(({ name, relation = '99', phone = null, isEmergency }) => ({
          name,
          relation,
          phone,
          isEmergency,
        })),
        tags,
        ...(diedOn && { diedOn: lastDay(diedOn) && diedOn }),
      },
      hasError: row.issues.some(({ severity }) => severity === 'error'),
    }
  }
}

/** A text that no code set knows is kept in the remark until somebody decides. */
function withUnresolved({ values, unresolved }: ParsedRow): ParsedRow['values'] {
  const kept = Object.entries(unresolved).map(
    ([key, text]) => `${fieldOf(key as FieldKey)?.title ?? key}：${text}`,
  )
  if (kept.length === 0) return values
  const remark = [values.remark, ...kept].filter(Boolean).join('；').slice(0, 500)
  return { ...values, remark }
}

async function rememberedMapping({ db }: Context, orgId: number) {
  const rows = await db
    .selectFrom('importMapping')
    .select('mapping')
    .where('orgId', '=', orgId)
    .execute()
  return Object.assign({}, ...rows.map((row) => row.mapping)) as Record<string, string | null>
}

const unknownCodes = {
  formerUnit: 'UNIT_UNKNOWN',
  payingUnit: 'UNIT_UNKNOWN',
  managingUnit: 'UNIT_UNKNOWN',
  community: 'COMMUNITY_UNKNOWN',
  branch: 'BRANCH_UNKNOWN',
} as const

/** Adds to the report what only the database knows: names not in the tree, people already recorded. */
async function withRecords(
  { db }: Context,
  batch: Batch,
  report: ImportReport,
  unknown: Awaited<ReturnType<typeof unknownPlaces>>,
): Promise<ImportReport> {
  const columns = new Map<string, string | number>(
    report.sheets.flatMap((sheet) =>
      sheet.columns.flatMap(({ field, column }) =>
        field ? [[`${sheet.name}!${field}`, column] as const] : [],
      ),
    ),
  )
  const at = (sheet: string, field: string) =>
    columns.get(`${sheet}!${field}`) ?? columns.get(`${sheet}!fullName`) ?? ''
  const names = await sql<FirstNamed>`
    select distinct on (tie.key, tie.value) sheet, row, tie.key as kind, tie.value as name,
      count(*) over (partition by tie.key, tie.value)::int as rows
    from import_row, jsonb_each_text(ties) tie
    where batch_id = ${batch.id} and (tie.key, tie.value) in (
      select u.kind, u.name from jsonb_to_recordset(${JSON.stringify(unknown)}::jsonb) as u (kind text, name text))
    order by tie.key, tie.value, ordinal`.execute(db)
  const suspected = await sql<{
    sheet: string
    row: number
    matchId: number | null
    suspects: RowSuspect[]
  }>`
    select sheet, row, match_id, suspects from import_row
    where batch_id = ${batch.id} and suspects <> '[]' order by ordinal`.execute(db)
  const issues = [
    ...report.issues,
    ...names.rows.map(({ sheet, row, kind, name, rows }) => ({
      sheet,
      row,
      column: at(sheet, kind),
      field: kind,
      code: unknownCodes[kind],
      severity: 'warning' as const,
      value: name,
      message: `组织机构中没有「${name}」（共 ${rows} 行），请对应到已有机构或新建`,
    })),
    ...suspected.rows
      .filter((row) => row.matchId === null)
      .map(({ sheet, row, suspects }) => ({
        sheet,
        row,
        column: at(sheet, 'fullName'),
        field: 'fullName',
        code: 'DUPLICATE_OF_RECORD' as const,
        severity: 'error' as const,
        value: suspects[0]?.fullName ?? '',
        message: `与已登记的「${suspects[0]?.fullName}」${signalWords(suspects[0]?.signals)}，请认定是否同一人`,
      })),
  ]
  const counts: Record<string, number> = {}
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1
  const troubled = new Set(issues.filter(rowHasProblem).map(({ sheet, row }) => `${sheet}!${row}`))
  return {
    ...report,
    issues,
    counts,
    clean: report.rows - troubled.size,
    duplicates: [
      ...report.duplicates,
      ...suspected.rows.map(({ sheet, row, suspects }) => ({
        rows: [{ sheet, row }],
        record: String(suspects[0]?.id),
        signals: [...(suspects[0]?.signals ?? [])],
      })),
    ],
  } as ImportReport
}

interface FirstNamed {
  readonly sheet: string
  readonly row: number
  readonly kind: keyof typeof unknownCodes
  readonly name: string
  readonly rows: number
}

function rowHasProblem({ severity, row }: { severity: string; row: number }): boolean {
  return severity === 'error' && row > 0
}

function signalWords(found: readonly Signal[] | undefined): string {
  return (found ?? []).map((signal) => signals[signal]).join('、')
}
