import * as z from 'zod'
import { printedTime } from '#src/documents/printedTime.ts'
import { visibleMark } from '#src/exports/files.ts'
import { peopleOf, type KeptExport } from '#src/exports/keep.ts'
import { agreedPrint, printOnOwnWord } from '#src/exports/printing.ts'
import { download, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { requireSnapshot, rowsOf } from '#src/snapshots/reach.ts'
import { cardGroups, cardKinds, type CardFacts, type CardKind } from './card.ts'
import { cardFacts } from './facts.ts'
import { gapsOf } from './party.ts'

const Kind = z.enum(Object.keys(cardKinds) as CardKind[], '请选择服务卡或责任卡')
/** Beyond this a print becomes unwieldy and holds the typesetting process too long. */
const mostCards = 500

export const cards = {
  'cards.print': download({
    title: '打印服务卡、责任卡',
    permission: 'roster.read',
    input: z.strictObject({ id: z.coerce.number().int(), kind: Kind }),
    async run(context, { id, kind }): Promise<Download> {
      const [facts] = await cardFacts(context, [id])
      if (!facts) throw new Refusal('missing', 'cards.noOne', '没有这位老同志，或已离册')
      const kept = await printOnOwnWord(context, cardPrint(kind), [id])
      return printed(context, kept, kind, [facts])
    },
  }),

  'cards.printAll': download({
    title: '按冻结名单打印服务卡、责任卡',
    permission: 'exports.request',
    input: z.strictObject({ snapshotId: z.coerce.number().int(), kind: Kind }),
    async run(context, { snapshotId, kind }): Promise<Download> {
      await requireSnapshot(context, snapshotId)
      const named = (await rowsOf(context, snapshotId)).map(({ retireeId }) => retireeId)
      const agreed = await agreedPrint(context, snapshotId, toldBy[kind])
      const allowed = agreed && new Set(await peopleOf(context, agreed.id))
      const people = allowed ? named.filter((id) => allowed.has(id)) : named
      if (people.length > mostCards) throw tooMany(people.length)
      const facts = await cardFacts(context, people)
      if (facts.length === 0) throw new Refusal('conflict', 'cards.noOneLeft', '名单里没有在册的人')
      const ids = facts.map(({ id }) => id)
      const kept = agreed ?? (await printOnOwnWord(context, cardPrint(kind), ids))
      return printed(context, kept, kind, facts)
    },
  }),
}

const cardPrint = (kind: CardKind) => ({ title: cardKinds[kind], source: 'card' as const })

/** Columns that whoever agreed must have seen on the list, as the card tells as much. */
const toldBy: Readonly<Record<CardKind, readonly ColumnKey[]>> = {
  service: ['residenceAddress'],
  responsibility: [],
}

async function printed(
  context: Context,
  kept: KeptExport,
  kind: CardKind,
  people: readonly CardFacts[],
): Promise<Download> {
  const title = cardKinds[kind]
  const why = `打印${title}，导出第 ${kept.id} 号`
  for (const { id } of people) context.looked(id, ['S1', 'S2'], why)
  const { renderCardsPdf } = await import('#src/documents/pdf.ts')
  const at = printedTime(context.now)
  const body = await renderCardsPdf({
    title,
    cards: people.map((facts) => ({
      title: `离退休干部${title}`,
      subtitle: `截至 ${context.today}`,
      groups: cardGroups(kind, facts),
      notes: [
        ...(kind === 'responsibility' ? gapNotes(facts) : []),
        '电话已隐去中间几位；健康、收入不打印',
        visibleMark(kept),
      ],
    })),
    printedBy: context.actor.name,
    printedAt: at,
    watermark: `${kept.makerOrg} ${kept.makerName} ${at} 第${kept.id}号`,
  })
  const name = people.length === 1 ? String(people[0]?.values.fullName ?? '') : `${people.length}人`
  return { fileName: `${title}-${name}.pdf`, contentType: 'application/pdf', body }
}

function gapNotes({ parties }: CardFacts): string[] {
  const gaps = gapsOf(parties)
  return [gaps.length > 0 ? `待补：${gaps.join('；')}。` : '五方责任均已落实到人。']
}

function tooMany(count: number): Refusal {
  const message = `名单有 ${count} 人，一次最多打印 ${mostCards} 张卡，请分批冻结`
  return new Refusal('tooLarge', 'cards.tooMany', message)
}
