import { sql } from 'kysely'
import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { claim } from './claim.ts'
import { settle } from './settle.ts'

/** In flight for longer than this, the one who sent it is taken for dead. */
const patienceMs = 120_000

export const sending = {
  'messages.due': query({
    title: '查看是否有待发短信',
    permission: 'system.run',
    input: z.strictObject({}),
    async run({ db, now }) {
      const { rows } = await sql<{ waiting: boolean; stuck: boolean }>`
        select exists (select from message where state = 'queued' and channel = 'sms'
            and not_before <= ${now}) as waiting,
          exists (select from message where state = 'sending'
            and sending_since < ${late(now)}) as stuck`.execute(db)
      return rows[0] as { waiting: boolean; stuck: boolean }
    },
  }),

  'messages.claim': command({
    title: '领取待发短信',
    permission: 'system.run',
    input: z.strictObject({
      provider: z.string().max(40),
      limit: z.int().min(1).max(100).default(20),
    }),
    run: claim,
  }),

  'messages.stuck': query({
    title: '查看结果不明的短信',
    permission: 'system.run',
    input: z.strictObject({}),
    async run({ db, now }) {
      const { rows } = await sql<{ id: number; publicId: string; attempt: number }>`
        select id, public_id, tries as attempt from message
        where state = 'sending' and sending_since < ${late(now)} order by id limit 100`.execute(db)
      return rows
    },
  }),

  'messages.settle': command({
    title: '登记短信发送结果',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({
      id: z.int(),
      attempt: z.int(),
      outcome: z.enum(['sent', 'failed', 'again', 'unknown']),
      detail: z.string().max(300).default(''),
      ref: z.string().max(120).nullable().default(null),
    }),
    run: settle,
  }),
}

const late = (now: Date) => new Date(now.getTime() - patienceMs)
