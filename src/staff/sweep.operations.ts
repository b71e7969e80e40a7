import * as z from 'zod'
import { command } from '#src/kernel/operation.ts'

/** What has run out is cleared away every night. */
export const sweeping = {
  'session.sweep': command({
    title: '清理过期会话',
    permission: 'system.run',
    repeatable: true,
    daily: '03:20',
    input: z.strictObject({}),
    async run({ db, now, record }): Promise<void> {
      const weekAgo = new Date(now.getTime() - 7 * 86_400_000)
      await db.deleteFrom('session').where('expiresAt', '<', now).execute()
      await db.deleteFrom('passkeyChallenge').where('expiresAt', '<', now).execute()
      const dayAgo = new Date(now.getTime() - 86_400_000)
      await db.deleteFrom('signInGuard').where('lastAt', '<', dayAgo).execute()
      await db.deleteFrom('idempotency').where('at', '<', weekAgo).execute()
      record({ name: 'session.swept', subject: 'platform', subjectId: null })
    },
  }),
}
