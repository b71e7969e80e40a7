import { sql } from 'kysely'
import * as z from 'zod'
import { addDays } from '#src/kernel/day.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { detectAlerts } from './alerts/detect.ts'
import type { AlertRule } from './alerts/alert.ts'
import { ofOwnOrgs } from './scope.ts'

export interface Alert {
  readonly id: number
  readonly rule: AlertRule
  readonly account: string | null
  readonly name: string | null
  readonly org: string | null
  readonly at: Date
  readonly detail: Readonly<Record<string, unknown>>
  readonly closedBy: string | null
  readonly closedAt: Date | null
  readonly note: string | null
}

export const alerts = {
  'audit.alerts': query({
    title: '查看安全告警',
    permission: 'security.read',
    input: z.strictObject({
      closed: z.boolean().default(false),
      before: z.int().optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    async run(context, { closed, before, limit }) {
      const found = await alertsOf(context, closed, before, limit + 1)
      const rows = found.slice(0, limit)
      const last = rows.at(-1)
      return { rows, ...(found.length > limit && last && { next: last.id }) }
    },
  }),

  'audit.openAlerts': query({
    title: '查看告警数量',
    permission: 'security.read',
    input: z.strictObject({}),
    async run(context) {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from alert left join org on org.id = alert.org_id
        where ${ofOwnOrgs(context)}
          and not exists (select from alert_closing where alert_id = alert.id)`.execute(context.db)
      return { count: rows[0]?.count ?? 0 }
    },
  }),

  'audit.closeAlert': command({
    title: '处理安全告警',
    permission: 'security.manage',
    repeatable: true,
    input: z.strictObject({
      id: z.int(),
      note: z.string().trim().min(4, '请写明核实的情况，至少四个字').max(300, '最多 300 个字'),
    }),
    async run(context, { id, note }) {
      const { db, actor, now } = context
      const { rows } = await sql<{ closed: boolean }>`
        select exists (select from alert_closing where alert_id = alert.id) as closed
        from alert left join org on org.id = alert.org_id
        where alert.id = ${id} and ${ofOwnOrgs(context)}`.execute(db)
      if (!rows[0]) throw new Refusal('missing', 'audit.noSuchAlert', '没有这条告警')
      if (rows[0].closed)
        throw new Refusal('conflict', 'audit.alertClosed', '这条告警已经处理过，请刷新后查看')
      await db
        .insertInto('alertClosing')
        .values({ alertId: id, accountId: actor.accountId as number, at: now, note })
        .execute()
      context.record({ name: 'alert.closed', subject: 'alert', subjectId: id, detail: { note } })
    },
  }),

  'audit.detect': command({
    title: '查找异常',
    permission: 'system.run',
    daily: '00:20',
    input: z.strictObject({}),
    async run({ db, today, operations, record }) {
      const before = await detectAlerts(db, addDays(today, -1), operations)
      const found = before + (await detectAlerts(db, today, operations))
      record({ name: 'alerts.detected', subject: 'alert', subjectId: null, detail: { found } })
      return { found }
    },
  }),
}

async function alertsOf(
  context: Context,
  closed: boolean,
  before: number | undefined,
  limit: number,
): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    select alert.id, alert.rule, account.account, account.name, org.name as org, alert.at, alert.detail,
      closer.name as closed_by, alert_closing.at as closed_at, alert_closing.note
    from alert
      left join account on account.id = alert.account_id
      left join org on org.id = alert.org_id
      left join alert_closing on alert_closing.alert_id = alert.id
      left join account closer on closer.id = alert_closing.account_id
    where ${ofOwnOrgs(context)} and (alert_closing.alert_id is not null) = ${closed}
      and alert.id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by alert.id desc limit ${limit}`.execute(context.db)
  return rows
}
