import { sql } from 'kysely'
import * as z from 'zod'
import { visibleMark } from '#src/exports/files.ts'
import { peopleOf, type KeptExport } from '#src/exports/keep.ts'
import { agreedPrint, printOnOwnWord } from '#src/exports/printing.ts'
import { download, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireSnapshot, rowsOf } from '#src/snapshots/reach.ts'
import { contactCard } from './card.ts'
import { gatherCards, type Gathered } from './facts.ts'

/** Beyond this a print becomes unwieldy and holds the typesetting process too long. */
const mostCards = 500
const Place = z.coerce.number().int()

export const printing = {
  'contactCards.print': download({
    title: '打印联系卡',
    permission: 'contacts.manage',
    input: z.strictObject({ id: Place }),
    async run(context, { id }): Promise<Download> {
      const people = await gatherCards(context, [id])
      if (people.length === 0)
        throw new Refusal('missing', 'cards.noOne', '没有这位老同志，或已离册')
      return printed(context, people, await printOnOwnWord(context, print, [id]))
    },
  }),

  'contactCards.printGroup': download({
    title: '打印小组的联系卡',
    permission: 'contacts.manage',
    input: z.strictObject({ groupId: Place }),
    async run(context, { groupId }): Promise<Download> {
      const { rows } = await sql<{ retireeId: number }>`
        select p.retiree_id from contact_group_person p join retiree r on r.id = p.retiree_id
        where p.group_id = ${groupId}::bigint and p.valid_to is null and r.left_on is null
          and r.reach @> array[${context.actor.scopeId}::int]
        order by r.name_pinyin, r.id limit ${mostCards + 1}`.execute(context.db)
      const ids = rows.map(({ retireeId }) => retireeId)
      if (ids.length === 0)
        throw new Refusal('missing', 'cards.noOneLeft', '这个小组里没有在册的老同志')
      const people = await gatherCards(context, ids)
      return printed(context, people, await printOnOwnWord(context, print, ids))
    },
  }),

  'contactCards.printAll': download({
    title: '按冻结名单打印联系卡',
    permission: 'exports.request',
    input: z.strictObject({ snapshotId: Place }),
    async run(context, { snapshotId }): Promise<Download> {
      await requireSnapshot(context, snapshotId)
      const named = (await rowsOf(context, snapshotId)).map(({ retireeId }) => retireeId)
      const agreed = await agreedPrint(context, snapshotId, [])
      const allowed = agreed && new Set(await peopleOf(context, agreed.id))
      const chosen = allowed ? named.filter((id) => allowed.has(id)) : named
      if (chosen.length > mostCards)
        throw new Refusal(
          'tooLarge',
          'cards.tooMany',
          `名单有 ${chosen.length} 人，一次最多打印 ${mostCards} 张卡，请分批冻结`,
        )
      const people = await gatherCards(context, chosen)
      if (people.length === 0)
        throw new Refusal('conflict', 'cards.noOneLeft', '名单里没有在册的人')
      const ids = people.map(({ id }) => id)
      return printed(context, people, agreed ?? (await printOnOwnWord(context, print, ids)))
    },
  }),
}

const print = { title: '联系卡', source: 'card' as const }

/** Every sheet has its numbers in the log before it leaves. */
async function printed(
  context: Context,
  people: readonly Gathered[],
  kept: KeptExport,
): Promise<Download> {
  for (const { id } of people) context.looked(id, ['S1'], `打印联系卡，导出第 ${kept.id} 号`)
  const { renderHandCardsPdf } = await import('#src/documents/pdf.ts')
  const cards = []
  for (const person of people) {
    const number = await logged(context, person, kept.id)
    cards.push(contactCard({ ...person, number, foot: visibleMark(kept) }))
  }
  const body = await renderHandCardsPdf({ title: '联系卡', cards })
  const name = people.length === 1 ? (people[0]?.name ?? '') : `${people.length}人`
  return { fileName: `联系卡-${name}.pdf`, contentType: 'application/pdf', body }
}

async function logged(
  { db, today, actor }: Context,
  { id, groupId }: Gathered,
  exportId: number,
): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    insert into contact_card (id, number, retiree_id, group_id, export_id, printed_on, account_id)
    overriding system value
    select next, ${today.slice(0, 4)} || lpad(next::text, 6, '0'), ${id}::bigint, ${groupId}::int,
      ${exportId}::int, ${today}::date, ${actor.accountId}::int
    from nextval(pg_get_serial_sequence('contact_card', 'id')) as next
    returning number`.execute(db)
  return rows[0]?.number ?? ''
}
