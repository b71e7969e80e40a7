import { printedTime } from '#src/documents/printedTime.ts'
import type { Context, Download } from '#src/kernel/operation.ts'
import { maskCitizenId } from '#src/roster/citizenId.ts'
import { fieldOf, type FieldKey } from '#src/roster/fields.ts'
import { maskPhone } from '#src/roster/phone.ts'
import { record } from '#src/roster/record.operations.ts'
import { sheetGroups } from '#src/roster/sheet.ts'
import { visibleMark } from './files.ts'
import { oneAtATime, weigh } from './gather.ts'
import { keepExport } from './keep.ts'
import { mustAsk } from './taking.ts'

/**
 * One person's record card on A4, at once and without what is sensitive. Cards count among the people
 * who may leave on one's own word, so that a roster does not leave card by card.
 */
export async function printCard(context: Context, { id }: { id: number }): Promise<Download> {
  const person = await record['roster.get'].run(context, { id })
  await oneAtATime(context)
  const { needsApproval } = await weigh(context, [id], [])
  if (needsApproval) throw mustAsk()
  const name = person.values.fullName ?? ''
  const kept = await keepExport(
    context,
    {
      title: `档案卡 ${name}`,
      source: 'card',
      columns: '[]',
      format: 'pdf',
      purpose: 'service',
      sensitive: false,
      personCount: 1,
      madeAt: context.now,
      takenAt: context.now,
    },
    [id],
  )
  const at = printedTime(context.now)
  const { renderSheetPdf } = await import('#src/documents/pdf.ts')
  const body = await renderSheetPdf({
    title: '离退休干部档案卡',
    subtitleLines: [`${name}　截至 ${context.today}`],
    photoBox: true,
    groups: sheetGroups({ ...person, values: onPaper(person.values), tags: [] }),
    footerLines: ['证件号码和电话已隐去中间几位；健康、收入和特殊情况不打印', visibleMark(kept)],
    printedBy: context.actor.name,
    printedAt: at,
    watermark: `${kept.makerOrg} ${kept.makerName} ${at} 第${kept.id}号`,
  })
  return { fileName: `档案卡-${name}.pdf`, contentType: 'application/pdf', body }
}

type Shown = Readonly<Partial<Record<FieldKey, unknown>>>

const inPart: Partial<Record<FieldKey, (text: string) => string>> = {
  idNumber: maskCitizenId,
  mobile: maskPhone,
  landline: maskPhone,
}

/** What a card may hold: no sensitive field, and numbers in part whatever was opened on the screen. */
function onPaper(values: Shown): Shown {
  const entries = (Object.entries(values) as [FieldKey, unknown][]).flatMap(([key, value]) => {
    const mask = inPart[key]
    if (mask) return typeof value === 'string' ? [[key, inPartOnce(value, mask)]] : []
    return fieldOf(key).sensitivity === 'S3' || key === 'otherPhones' ? [] : [[key, value]]
  })
  return Object.fromEntries(entries) as Shown
}

/** What came in part already stays as it is. */
function inPartOnce(text: string, mask: (text: string) => string): string {
  return text.includes('*') ? text : mask(text)
}
