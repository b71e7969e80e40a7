import * as z from 'zod'
import { cardGroups, type CardFacts } from '#src/cards/card.ts'
import { cardFacts } from '#src/cards/facts.ts'
import type { Printed } from '#src/documents/print.ts'
import { printedTime } from '#src/documents/printedTime.ts'
import { visibleMark } from '#src/exports/files.ts'
import { peopleOf as peopleOfExport, type KeptExport } from '#src/exports/keep.ts'
import { agreedPrint, printOnOwnWord } from '#src/exports/printing.ts'
import { capitalsOf, formatFen } from '#src/kernel/money.ts'
import { download, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { requireSnapshot } from '#src/snapshots/reach.ts'
import { everyoneIn, type Receiver } from './receivers.ts'
import { requireRoute, type RouteRow } from './route.operations.ts'
import { signatureList, signatureTotal } from './signatures.ts'
import { requireFestival, type FestivalRow } from './sums.ts'

const Wanted = z.strictObject({
  id: z.coerce.number().int(),
  routeId: z.coerce.number().int().optional(),
})
const OnRoute = Wanted.required()

/** Beyond this the sheets of one print become unwieldy. */
const mostBriefs = 500

export const printing = {
  'festivals.printSignatures': download({
    title: '打印慰问签领表',
    permission: 'festivals.read',
    input: Wanted,
    async run(context, { id, routeId }): Promise<Download> {
      const festival = await requireFestival(context, id)
      const route = routeId === undefined ? undefined : await requireRoute(context, id, routeId)
      const title = `${festival.name}签领表${route ? `（${route.name}）` : ''}`
      const { kept, people } = await taken(context, festival, title, routeId, [])
      const { renderListPdf } = await import('#src/documents/pdf.ts')
      const snapshot = await requireSnapshot(context, festival.snapshotId)
      const body = await renderListPdf({
        ...frame(context, kept, title),
        subtitleLines: [subtitleOf(festival, people, route)],
        ...signatureList(people),
        totalLine: signatureTotal(people),
        landscape: true,
        signatureColumn: true,
        footerLines: ['经办人：　　　　　　复核人：　　　　　　单位负责人：', visibleMark(kept)],
        asOf: festival.cutOffOn,
        snapshotNo: String(snapshot.id),
        hash: snapshot.hash,
      })
      return { fileName: `${title}.pdf`, contentType: 'application/pdf', body }
    },
  }),

  'festivals.printBriefs': download({
    title: '打印走访路线和要点',
    permission: 'festivals.read',
    input: OnRoute,
    async run(context, { id, routeId }): Promise<Download> {
      const festival = await requireFestival(context, id)
      const route = await requireRoute(context, id, routeId)
      const title = `${festival.name}走访路线（${route.name}）`
      const told: ColumnKey[] = ['residenceAddress', 'mobile']
      const { kept, people } = await taken(context, festival, title, routeId, told)
      if (people.length > mostBriefs) throw tooMany(people.length)
      const facts = await cardFacts(
        context,
        people.map(({ retireeId }) => retireeId),
      )
      const { renderCardsPdf } = await import('#src/documents/pdf.ts')
      const cards = [sheetOf(route, festival, people, facts), ...facts.map(briefOf(people))]
      const body = await renderCardsPdf({ ...frame(context, kept, title), cards })
      return { fileName: `${title}.pdf`, contentType: 'application/pdf', body }
    },
  }),
}

/** Whom the print shows, under the rules of everything that leaves with people in it. */
async function taken(
  context: Context,
  festival: FestivalRow,
  title: string,
  routeId: number | undefined,
  told: readonly ColumnKey[],
): Promise<{ kept: KeptExport; people: readonly Receiver[] }> {
  const all = await everyoneIn(context, festival.id, routeId)
  const agreed = await agreedPrint(context, festival.snapshotId, told)
  const allowed = agreed && new Set(await peopleOfExport(context, agreed.id))
  const people = allowed ? all.filter(({ retireeId }) => allowed.has(retireeId)) : all
  if (people.length === 0) throw new Refusal('conflict', 'festivals.nobody', '这里没有慰问对象')
  const ids = people.map(({ retireeId }) => retireeId)
  const kept = agreed ?? (await printOnOwnWord(context, { title, source: 'festival' }, ids))
  const classes = told.length > 0 ? ['S1', 'S2'] : ['S1']
  for (const id of ids) context.looked(id, classes, `打印${title}，导出第 ${kept.id} 号`)
  return { kept, people }
}

function frame({ actor, now }: Context, kept: KeptExport, title: string): Printed {
  const at = printedTime(now)
  return {
    title,
    printedBy: actor.name,
    printedAt: at,
    watermark: `${kept.makerOrg} ${kept.makerName} ${at} 第${kept.id}号`,
  }
}

function subtitleOf(
  { orgName }: FestivalRow,
  people: readonly Receiver[],
  route?: RouteRow,
): string {
  const who = route ? `带队：${route.leader}　日期：${route.goingOn}　` : ''
  return `${orgName}　${who}共 ${people.length} 人`
}

function sheetOf(
  { name, leader, goingOn }: RouteRow,
  { name: festival }: FestivalRow,
  people: readonly Receiver[],
  facts: readonly CardFacts[],
) {
  const listed = new Map(facts.map((one) => [one.id, one]))
  const absent = people.filter(({ retireeId }) => !listed.has(retireeId))
  return {
    title: `${festival}走访路线`,
    subtitle: `${name}　带队：${leader}　${goingOn}`,
    groups: [
      {
        title: `${listed.size} 人，${new Set(people.map(({ household }) => household)).size} 户`,
        columns: [
          { title: '户', width: '12mm' as const },
          { title: '姓名', width: '24mm' as const },
          { title: '住址', width: '1fr' as const },
          { title: '带去', width: '42mm' as const },
        ],
        rows: people
          .filter(({ retireeId }) => listed.has(retireeId))
          .map((one) => [
            String(one.houseNumber),
            one.fullName,
            String(listed.get(one.retireeId)?.values.residenceAddress ?? '未登记'),
            bringing(one),
          ]),
      },
    ],
    notes:
      absent.length > 0
        ? [
            `名单上另有 ${absent.length} 人已离册，不在路线上：${absent.map(({ fullName }) => fullName).join('、')}。`,
          ]
        : [],
  }
}

function briefOf(people: readonly Receiver[]) {
  const byId = new Map(people.map((one) => [one.retireeId, one]))
  return (facts: CardFacts) => {
    const receiver = byId.get(facts.id) as Receiver
    const items = [
      { label: '带去', value: bringing(receiver) },
      { label: '上次走访', value: receiver.lastVisit ?? '没有登记过' },
      { label: '同户', value: receiver.together ?? '无' },
    ]
    return {
      title: String(facts.values.fullName ?? receiver.fullName),
      subtitle: '走访要点',
      groups: [{ title: '这次走访', items }, ...cardGroups('service', facts)],
      notes: ['电话已隐去中间几位；健康、收入不打印；请记下需要和变化，回来登记一次即可'],
    }
  }
}

function bringing({ amountFen, gift }: Receiver): string {
  const money = amountFen > 0 ? [`${formatFen(amountFen)} 元（${capitalsOf(amountFen)}）`] : []
  return [...money, ...(gift ? [gift] : [])].join('，') || '看望问候'
}

function tooMany(count: number): Refusal {
  const message = `这条路线有 ${count} 人，一次最多打印 ${mostBriefs} 人，请分成几条路线`
  return new Refusal('tooLarge', 'festivals.tooMany', message)
}
