import { sql } from 'kysely'
import { buffer } from 'node:stream/consumers'
import { xlsxType, type ListColumn } from '#src/documents/cell.ts'
import { oneAtATime, weigh } from '#src/exports/gather.ts'
import { keepExport, peopleOf, requireExport, type KeptExport } from '#src/exports/keep.ts'
import { visibleMark } from '#src/exports/files.ts'
import { mustAsk } from '#src/exports/taking.ts'
import type { Context, Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { giftKinds } from '#src/visits/found.ts'
import { visitReasons, visitWays } from '#src/visits/visit.ts'
import { conditionOf, ledgerRows } from './find.ts'
import type { LedgerFilters, LedgerRow } from './ledger.ts'

const title = '走访台账'
const mostRows = 5_000

const columns: readonly ListColumn[] = [
  { title: '序号', width: 6, type: 'text' },
  { title: '走访日期', width: 12, type: 'date' },
  { title: '姓名', width: 10, type: 'text' },
  { title: '事由', width: 18, type: 'text' },
  { title: '方式', width: 10, type: 'text' },
  { title: '走访人', width: 22, type: 'text' },
  { title: '同去的领导', width: 22, type: 'text' },
  { title: '慰问', width: 12, type: 'text' },
  { title: '金额', width: 12, type: 'money' },
  { title: '收据号或签收人', width: 16, type: 'text' },
  { title: '提出的事', width: 18, type: 'text' },
  { title: '下次联系', width: 12, type: 'date' },
  { title: '登记单位', width: 22, type: 'text' },
]

/**
 * The ledger as a workbook under the rules of every export (docs/decisions/0014): counted by its
 * people, marked with who took it; beyond what one may take alone refused as `exports.needsApproval`.
 */
export async function ledgerFile(context: Context, filters: LedgerFilters): Promise<Download> {
  await oneAtATime(context)
  const rows = await rowsFor(context, filters)
  const people = peopleOn(rows)
  const { needsApproval } = await weigh(context, people, [])
  if (needsApproval) throw mustAsk()
  const taken = { madeAt: context.now, takenAt: context.now, personCount: people.length }
  const kept = await keepExport(context, { ...facts, ...taken }, people)
  return workbook(context, kept, rows)
}

const facts = {
  title,
  source: 'card',
  columns: '[]',
  format: 'xlsx',
  purpose: 'service',
  sensitive: false,
} as const

/** The same as a request that another person checks; answers with the number of the export. */
export async function askedFile(
  context: Context,
  filters: LedgerFilters,
): Promise<{ id: number; visits: number; people: number }> {
  const rows = await rowsFor(context, filters)
  if (rows.length === 0)
    throw new Refusal('conflict', 'visits.noneToExport', '没有符合条件的走访，请调整条件')
  const people = peopleOn(rows)
  const { id } = await keepExport(context, { ...facts, personCount: people.length }, people)
  return { id, visits: rows.length, people: people.length }
}

/** The workbook that was agreed to: only people who were named when it was asked for. */
export async function agreedFile(
  context: Context,
  exportId: number,
  filters: LedgerFilters,
): Promise<Download> {
  const kept = await requireExport(context, exportId)
  const named = new Set(await peopleOf(context, exportId))
  const rows = await rowsFor(context, filters)
  return workbook(
    context,
    kept,
    rows.filter(({ retireeId }) => named.has(retireeId)),
  )
}

async function rowsFor(context: Context, filters: LedgerFilters): Promise<readonly LedgerRow[]> {
  const where = conditionOf(context, filters)
  const rows = await ledgerRows(context, sql<boolean>`${where}`, mostRows + 1)
  if (rows.length > mostRows) throw tooMany()
  return rows
}

const peopleOn = (rows: readonly LedgerRow[]) => [
  ...new Set(rows.map(({ retireeId }) => retireeId)),
]

async function workbook(
  context: Context,
  kept: KeptExport,
  rows: readonly LedgerRow[],
): Promise<Download> {
  const people = peopleOn(rows)
  for (const id of people) context.looked(id, ['S1'], `${title}，导出第 ${kept.id} 号`)
  const line = visibleMark(kept)
  const { writeListXlsx } = await import('#src/documents/xlsx.ts')
  const stream = await writeListXlsx({
    title,
    notes: [`截至 ${context.today}，共 ${rows.length} 次`, line],
    pageHeader: line,
    columns,
    rows: rows.map((row, index) => [String(index + 1), ...cellsOf(row)]),
    footer: [line],
  })
  const fileName = `${title}（导出第${kept.id}号）.xlsx`
  return { fileName, contentType: xlsxType, body: new Uint8Array(await buffer(stream)) }
}

function cellsOf(row: LedgerRow) {
  const { gift } = row
  return [
    row.visitedOn,
    row.fullName,
    row.reasons.map((reason) => visitReasons[reason]).join('、'),
    visitWays[row.way],
    row.visitors,
    row.leaders ?? '',
    gift ? (gift.what ?? giftKinds[gift.kind]) : '',
    gift?.amountFen ?? null,
    gift ? [gift.receiptNo, gift.signedBy].filter(Boolean).join('、') : '',
    row.needs.map((category) => ticketCategories[category]).join('、'),
    row.nextContactOn ?? '',
    row.org ?? '',
  ]
}

function tooMany(): Refusal {
  const message = `符合条件的走访超过 ${mostRows} 次，请缩小日期范围`
  return new Refusal('tooLarge', 'visits.tooMany', message)
}
