import { toString as drawQr } from 'qrcode'
import { printedTime } from '#src/documents/printedTime.ts'
import { visibleMark } from '#src/exports/files.ts'
import { printOnOwnWord } from '#src/exports/printing.ts'
import type { Context, Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { reachableRetirees } from '#src/roster/reach.ts'
import { decisionsFor } from '#src/roster/relations.ts'
import { newPaperCode } from '#src/visits/paper.ts'
import { shownPaperCode } from '#src/visits/paperWords.ts'
import { visitReasons, visitWays, type VisitReason } from '#src/visits/visit.ts'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { giftKinds } from '#src/visits/found.ts'

export const mostPapers = 200
const title = '走访登记表'

interface Wish {
  readonly ids: readonly number[]
  readonly plannedOn?: string | undefined
  readonly reasons: readonly VisitReason[]
}

/**
 * A form to be filled in by hand for each of these people: name, masked address, lines, signature, and a
 * code that tells nothing and brings up the person when it is typed in. Leaves as every print of few
 * people does (docs/decisions/0014).
 */
export async function printPapers(context: Context, wish: Wish): Promise<Download> {
  const people = await peopleOf(context, [...new Set(wish.ids)])
  const ids = people.map(({ id }) => id)
  const kept = await printOnOwnWord(context, { title, source: 'card' }, ids)
  const papers = []
  for (const person of people) papers.push(await paperOf(context, person, wish))
  for (const id of ids) context.looked(id, ['S1', 'S2'], `打印${title}，导出第 ${kept.id} 号`)
  const { renderPapersPdf } = await import('#src/documents/pdf.ts')
  const at = printedTime(context.now)
  const body = await renderPapersPdf({
    title: '离退休干部走访登记表',
    papers,
    footerLines: [visibleMark(kept)],
    printedBy: context.actor.name,
    printedAt: at,
    watermark: `${kept.makerOrg} ${kept.makerName} ${at} 第${kept.id}号`,
  })
  const name = people.length === 1 ? people[0]?.fullName : `${people.length}人`
  return { fileName: `${title}-${name}.pdf`, contentType: 'application/pdf', body }
}

async function peopleOf(context: Context, ids: readonly number[]) {
  const rows = await reachableRetirees(context)
    .leftJoin('org', 'org.id', 'retiree.managingUnitId')
    .select(['retiree.id', 'retiree.fullName', 'retiree.residenceAddress', 'org.name as unit'])
    .where('retiree.id', 'in', ids)
    .where((is) =>
      is.or([is('retiree.leftOn', 'is', null), is('retiree.leftReason', '=', 'deceased')]),
    )
    .execute()
  if (rows.length < ids.length)
    throw new Refusal('missing', 'roster.noSuchRetiree', '查无此人，或已离册')
  const decisionOf = await decisionsFor(context, ids, 'export')
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    if (!row) return []
    const seen = decisionOf(id).sightOf('residenceAddress') === 'open'
    return [{ ...row, address: seen ? maskAddress(row.residenceAddress ?? '') : '' }]
  })
}

type Person = Awaited<ReturnType<typeof peopleOf>>[number]

async function paperOf(context: Context, person: Person, { plannedOn, reasons }: Wish) {
  const code = newPaperCode()
  await context.db
    .insertInto('visitPaper')
    .values({
      code,
      retireeId: person.id,
      reasons: [...reasons],
      plannedOn: plannedOn ?? null,
      accountId: context.actor.accountId,
      orgId: context.actor.orgId,
      printedAt: context.now,
    })
    .execute()
  const address = `${context.site}/visits/paper/${code}`
  return {
    name: person.fullName,
    unit: person.unit ?? '',
    address: person.address,
    plannedOn: plannedOn ?? '',
    code: shownPaperCode(code),
    qr: await drawQr(context.site ? address : code, { type: 'svg', margin: 0 }),
    reasons: Object.entries(visitReasons).map(([key, words]) => ({
      words,
      ticked: reasons.includes(key as VisitReason),
    })),
    ways: Object.values(visitWays),
    gifts: Object.values(giftKinds),
    categories: Object.values(ticketCategories),
  }
}

/** An address as far as a road or estate: numbers of houses, flats and rooms are left to who knows the way. */
export function maskAddress(address: string): string {
  return address.replaceAll(
    /[0-9０-９]+(?:[-－—][0-9０-９]+)*|[一二三四五六七八九十百]+(?=[号栋幢单元室楼层])/g,
    '＊',
  )
}
