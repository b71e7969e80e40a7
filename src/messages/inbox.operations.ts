import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import type { TemplateCode } from './template.ts'

/** A message in one's own inbox. */
export interface InboxRow {
  readonly id: number
  readonly template: TemplateCode
  readonly text: string | null
  readonly aboutSubject: string | null
  readonly aboutId: number | null
  readonly at: Date
  readonly read: boolean
}

export const inbox = {
  'messages.inbox': query({
    title: '查看收件箱',
    permission: 'messages.inbox',
    input: z.strictObject({
      unread: z.boolean().default(false),
      after: z.int().optional(),
      limit: z.int().min(1, '每页至少 1 行').max(200, '每页最多 200 行').default(50),
    }),
    async run(context, { unread, after, limit }): Promise<{ rows: InboxRow[]; next?: number }> {
      const rows = await own(context)
        .select(['id', 'template', 'body', 'aboutSubject', 'aboutId', 'queuedAt', 'readAt'])
        .$if(unread, (all) => all.where('readAt', 'is', null))
        .$if(after !== undefined, (all) => all.where('id', '<', after as number))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      const shown = rows.slice(0, limit).map(({ body, queuedAt, readAt, template, ...row }) => ({
        ...row,
        template: template as TemplateCode,
        text: openedText(context.vault, `message.body.${row.id}`, body),
        at: queuedAt,
        read: readAt !== null,
      }))
      const next = rows.length > limit ? shown.at(-1)?.id : undefined
      return { rows: shown, ...(next !== undefined && { next }) }
    },
  }),

  'messages.unread': query({
    title: '查看未读件数',
    permission: 'messages.inbox',
    input: z.strictObject({}),
    async run(context): Promise<{ unread: number }> {
      const row = await own(context)
        .select((is) => is.fn.countAll<number>().as('unread'))
        .where('readAt', 'is', null)
        .executeTakeFirst()
      return { unread: row?.unread ?? 0 }
    },
  }),

  'messages.markRead': command({
    title: '标为已读',
    permission: 'messages.inbox',
    repeatable: true,
    input: z.strictObject({
      /** All of them where none are named. */
      ids: z.array(z.int()).max(200, '一次最多 200 条').optional(),
    }),
    async run(context, { ids }): Promise<{ read: number }> {
      const rows = await context.db
        .updateTable('message')
        .set({ readAt: context.now })
        .where('accountId', '=', context.actor.accountId ?? -1)
        .where('readAt', 'is', null)
        .$if(ids !== undefined, (all) => all.where('id', 'in', [...(ids as number[]), -1]))
        .returning('id')
        .execute()
      const detail = { count: rows.length }
      context.record({ name: 'message.read', subject: 'message', subjectId: null, detail })
      return { read: rows.length }
    },
  }),
}

function own({ db, actor }: Context) {
  return db
    .selectFrom('message')
    .where('accountId', '=', actor.accountId ?? -1)
    .where('channel', '=', 'inApp')
}
