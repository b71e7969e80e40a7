import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { judgeBackups, type BackupHealth, type LastBackup, type LogState } from './health.ts'
import { slotPrefix } from './stream/slotName.ts'

const lastBackup = 'backup.last'

export const platform = {
  'platform.health': query({
    title: '查看备份情况',
    permission: 'platform.read',
    input: z.strictObject({}),
    async run(context): Promise<BackupHealth> {
      const kept = await context.db
        .selectFrom('setting')
        .select('value')
        .where('key', '=', lastBackup)
        .executeTakeFirst()
      const last = (kept?.value ?? null) as LastBackup | null
      return judgeBackups(last, await logState(context), context.now)
    },
  }),

  'platform.noteBackup': command({
    title: '记录备份',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({
      at: z.iso.datetime(),
      file: z.string(),
      bytes: z.int(),
      tables: z.int(),
    }),
    async run(context, input) {
      const value = JSON.stringify(input)
      await context.db
        .insertInto('setting')
        .values({ key: lastBackup, value })
        .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
        .execute()
      context.record({ name: 'backup.made', subject: 'platform', subjectId: null, detail: input })
    },
  }),
}

async function logState(context: Context): Promise<LogState | null> {
  const { rows } = await sql<LogState>`
    select active, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::float8 as behind_bytes
    from pg_replication_slots where starts_with(slot_name::text, ${slotPrefix})
    order by active desc limit 1`.execute(context.db)
  return rows[0] ?? null
}
