import { printedTime } from '#src/documents/printedTime.ts'
import { visibleMark } from '#src/exports/files.ts'
import { agreedPrint, printOnOwnWord } from '#src/exports/printing.ts'
import { capitalsOf, formatFen } from '#src/kernel/money.ts'
import type { Context, Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireSnapshot } from '#src/snapshots/reach.ts'
import { categories, ways } from './hardship.ts'
import type { OpenCase } from './find.ts'
import type { PaidRow, PaymentRow } from './payment.operations.ts'

/** The payment list to sign: names, units, amounts in figures and in 大写; no reason, no number. */
export async function printPayment(
  context: Context,
  payment: PaymentRow,
  all: readonly PaidRow[],
): Promise<Download> {
  const rows = all.filter(({ stopped }) => stopped === null)
  const ids = [...new Set(rows.map(({ retireeId }) => retireeId))]
  if (ids.length === 0)
    throw new Refusal('conflict', 'hardship.nobodyOwed', '这张单上没有要发放的人')
  const title = `${payment.month} 困难帮扶发放单`
  const agreed = await agreedPrint(context, payment.snapshotId, ['fullName'])
  const kept = agreed ?? (await printOnOwnWord(context, { title, source: 'hardship' }, ids))
  for (const id of ids) context.looked(id, ['hardship', 'money'], `打印${title}`)
  const snapshot = await requireSnapshot(context, payment.snapshotId)
  const at = printedTime(context.now)
  const total = rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const { renderListPdf } = await import('#src/documents/pdf.ts')
  const body = await renderListPdf({
    title,
    subtitleLines: [`${payment.fund}　发放单第 ${payment.id} 号　共 ${rows.length} 人`],
    columns: [
      { title: '姓名', width: '24mm' },
      { title: '领取人', width: '24mm' },
      { title: '现管单位', width: '1fr' },
      { title: '金额（元）', width: '26mm', align: 'right' },
      { title: '金额大写', width: '42mm' },
    ],
    rows: rows.map(({ fullName, survivor, unit, amountFen }) => [
      fullName,
      survivor ?? fullName,
      unit ?? '未登记',
      formatFen(amountFen),
      capitalsOf(amountFen),
    ]),
    totalLine: `合计　${formatFen(total)} 元　大写：${capitalsOf(total)}`,
    signatureColumn: true,
    landscape: true,
    footerLines: [
      `编制：${payment.maker ?? ''}　　审批：${payment.approver ?? ''}　　发放：`,
      visibleMark(kept),
    ],
    printedBy: context.actor.name,
    printedAt: at,
    watermark: `${kept.makerOrg} ${kept.makerName} ${at} 第${kept.id}号`,
    asOf: snapshot.asOf,
    snapshotNo: String(snapshot.id),
    hash: snapshot.hash,
  })
  return { fileName: `${title}.pdf`, contentType: 'application/pdf', body }
}

/** 王某某: what a publicity may say of a name; a survivor is named by the tie alone. */
export function publicName(fullName: string): string {
  const [first = ''] = fullName
  return `${first}某某`
}

/**
 * The notice that hangs: initial of the name, unit, category and amount alone; never a number, an
 * address or an illness (requirements C09-02; 个人信息保护法 Art. 25 wants consent for more).
 */
export async function printNotice(
  context: Context,
  found: OpenCase,
  orgName: string,
): Promise<Download> {
  const { fullName, survivor, category, way, amountFen, course, steps, fromMonth, toMonth } = found
  const review = steps.findLast(({ kind }) => kind === 'publicised')
  if (course.stage !== 'publicised' || !way || amountFen === null || !review)
    throw new Refusal('conflict', 'hardship.notPublic', '开始公示以后才能打印公示')
  const months = way === 'monthly' ? `，${fromMonth} 至 ${toMonth}` : ''
  const who = survivor ? `${publicName(fullName)}的遗属` : publicName(fullName)
  const { renderSheetPdf } = await import('#src/documents/pdf.ts')
  const title = '困难帮扶公示'
  const body = await renderSheetPdf({
    title,
    subtitleLines: [`${orgName}　公示期：${review.onDay} 至 ${course.publicUntil}`],
    groups: [
      {
        title: '拟帮扶对象',
        columns: [
          { title: '对象', width: '1fr' },
          { title: '困难类别', width: '1fr' },
          { title: '方式', width: '1fr' },
          { title: '金额（元）', width: '1fr' },
        ],
        rows: [[who, categories[category], `${ways[way]}${months}`, formatFen(amountFen)]],
      },
    ],
    footerLines: ['有不同意见的，请在公示期内向本单位提出，我们会核实并答复。'],
    printedBy: context.actor.name,
    printedAt: printedTime(context.now),
  })
  return { fileName: `${title}.pdf`, contentType: 'application/pdf', body }
}
