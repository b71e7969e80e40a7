import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'

const purposes = ['fields', 'lookup'] as const

/** The steps of a rotation that leave a trace; only the command line of the server calls them. */
export const keys = {
  'keys.renew': command({
    title: '更换敏感字段密钥',
    permission: 'system.run',
    input: z.strictObject({}),
    async run({ db, vault, record }: Context): Promise<void> {
      const numbers = []
      for (const purpose of purposes) numbers.push(await vault.renew(db, purpose))
      const detail = { purposes, numbers }
      record({ name: 'keys.renewed', subject: 'platform', subjectId: null, detail })
    },
  }),

  'keys.retire': command({
    title: '停用旧的敏感字段密钥',
    permission: 'system.run',
    input: z.strictObject({}),
    async run({ db, now, record }: Context): Promise<void> {
      const emptied = await db
        .updateTable('dataKey')
        .set({ emptiedAt: now })
        .where('purpose', 'in', [...purposes])
        .where('retiredAt', 'is not', null)
        .where('emptiedAt', 'is', null)
        .returning('id')
        .execute()
      const detail = { numbers: emptied.map(({ id }) => id) }
      record({ name: 'keys.retired', subject: 'platform', subjectId: null, detail })
    },
  }),
}
