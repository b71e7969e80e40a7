import { sql } from 'kysely'
import * as z from 'zod'
import { printedTime } from '#src/documents/printedTime.ts'
import { formatDay } from '#src/kernel/day.ts'
import { command, download, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import type { Address } from './recipient.ts'
import { Ids } from './state.ts'
import { isTemplate, templateRule } from './template.ts'

const most = 200

export const letters = {
  'messages.printLetters': download({
    title: '打印待发信函',
    permission: 'messages.manage',
    input: z.strictObject({
      /** All that wait where none are named; in the order of the outbox. */
      ids: z
        .string()
        .regex(/^\d+(,\d+)*$/, '请选择信函')
        .max(2000)
        .optional(),
    }),
    async run(context, { ids }): Promise<Download> {
      const found = await waiting(context, ids?.split(',').map(Number))
      if (found.length === 0)
        throw new Refusal('conflict', 'messages.noLetters', '没有待打印的信函')
      for (const { retireeId } of found)
        if (retireeId !== null) context.looked(retireeId, ['S1', 'S2'], '打印信函')
      const { renderLettersPdf } = await import('#src/documents/pdf.ts')
      const org = await context.db
        .selectFrom('org')
        .select(['name', 'address', 'phone'])
        .where('id', '=', context.actor.orgId)
        .executeTakeFirstOrThrow()
      const body = await renderLettersPdf({
        title: '信函',
        sender: org.name,
        senderAddress: org.address ?? '',
        senderPhone: org.phone ?? '',
        dated: formatDay(context.today),
        letters: found.map((letter) => letterOf(context, letter)),
        printedBy: context.actor.name,
        printedAt: printedTime(context.now),
      })
      return { fileName: `信函-${found.length}封.pdf`, contentType: 'application/pdf', body }
    },
  }),

  'messages.markPrinted': command({
    title: '登记信函已寄出',
    permission: 'messages.manage',
    input: Ids,
    async run(context, { ids }): Promise<{ marked: number }> {
      const found = (await waiting(context, ids)).map(({ id }) => id)
      if (found.length === 0)
        throw new Refusal('conflict', 'messages.noLetters', '这些信函已经寄出或取消')
      await context.db
        .updateTable('message')
        .set({ state: 'sent', sentAt: context.now })
        .where('id', 'in', found)
        .execute()
      const detail = { ids: found }
      context.record({ name: 'letter.sent', subject: 'message', subjectId: null, detail })
      return { marked: found.length }
    },
  }),
}

interface Letter {
  readonly id: number
  readonly retireeId: number | null
  readonly template: string
  readonly address: unknown
  readonly body: unknown
}

/** Letters that wait, never to somebody who has died or left meanwhile. */
async function waiting(context: Context, ids: readonly number[] | undefined): Promise<Letter[]> {
  const { rows } = await sql<Letter>`
    select m.id, m.retiree_id, m.template, m.address, m.body
    from message m join org o on o.id = m.org_id left join retiree r on r.id = m.retiree_id
    where m.channel = 'letter' and m.state = 'queued' and r.left_on is null
      and o.path @> array[${context.actor.scopeId}::int]
      and ${ids ? sql`m.id = any (${[...ids]}::bigint[])` : sql`true`}
    order by m.id limit ${most}`.execute(context.db)
  return rows
}

function letterOf({ vault }: Context, { id, address, body, template }: Letter) {
  const text = openedText(vault, `message.address.${id}`, address)
  const { name = '', place = '' } = text === null ? {} : (JSON.parse(text) as Partial<Address>)
  return {
    name,
    place,
    subject: isTemplate(template) ? templateRule(template).title : '',
    text: openedText(vault, `message.body.${id}`, body) ?? '',
  }
}
