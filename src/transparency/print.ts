import type { Context, Download } from '#src/kernel/operation.ts'
import type { ListPrint } from '#src/documents/print.ts'
import { printedTime } from '#src/documents/printedTime.ts'
import { looksOf } from './looks.ts'
import { readersOf } from './readers.ts'

/** One sheet for the person holds this many looks at most, the latest. */
const mostPrinted = 300

const howToAsk =
  '对哪一次有疑问，可以当面、打电话或写信告诉老干部局，十五个工作日内由另一位同志核实答复。'

/** 「谁看过我的信息」 on A4 in large type, for someone who is not online. */
export async function printedLooks(context: Context, id: number, name: string): Promise<Download> {
  const { rows, system } = await looksOf(context, id, undefined, mostPrinted)
  return large(context, `谁看过我的信息-${name}`, {
    title: '谁看过我的信息',
    subtitleLines: [`${name}　截至 ${context.today}`],
    landscape: true,
    columns: [
      { title: '时间', width: '2.4fr' },
      { title: '谁', width: '1.6fr' },
      { title: '单位和岗位', width: '4fr' },
      { title: '做了什么', width: '2.4fr' },
      { title: '哪类信息', width: '3fr' },
      { title: '为什么', width: '2fr' },
    ],
    rows: rows.map(({ at, name: who, unit, post, did, kinds, purpose }) => [
      printedTime(at),
      who,
      [unit, post].filter(Boolean).join(' '),
      did,
      kinds,
      purpose,
    ]),
    footerLines: [`另有系统自动处理 ${system.count} 次，没有人查看。`, howToAsk],
  })
}

/** 「谁能看我的信息」 on A4 in large type. */
export async function printedReaders(
  context: Context,
  id: number,
  name: string,
): Promise<Download> {
  const readers = await readersOf(context, id)
  return large(context, `谁能看我的信息-${name}`, {
    title: '谁能看我的信息',
    subtitleLines: [`${name}　截至 ${context.today}`],
    landscape: true,
    columns: [
      { title: '单位', width: '3fr' },
      { title: '岗位', width: '2.4fr' },
      { title: '因为', width: '2.4fr' },
      { title: '可以看', width: '5fr' },
      { title: '写明用途后可以看', width: '4fr' },
    ],
    rows: readers.map(({ unit, role, people, because, sees, onPurpose }) => [
      unit,
      `${role}（${people} 人）`,
      because,
      sees,
      onPurpose,
    ]),
    footerLines: [
      '系统管理员、安全管理员和审计管理员看不到这些信息。每次查看都留有记录。',
      howToAsk,
    ],
  })
}

/** A list in large type as a file. */
export async function large(
  context: Context,
  fileName: string,
  list: Omit<ListPrint, 'printedBy' | 'printedAt' | 'large'>,
): Promise<Download> {
  const { renderListPdf } = await import('#src/documents/pdf.ts')
  const body = await renderListPdf({
    ...list,
    large: true,
    printedBy: context.actor.name,
    printedAt: printedTime(context.now),
  })
  return { fileName: `${fileName}.pdf`, contentType: 'application/pdf', body }
}
