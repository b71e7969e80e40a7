import { sql } from 'kysely'
import * as z from 'zod'
import { askApproval, rehearse } from '#src/approvals/request.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { cutoffs } from './period.ts'

export const AskErasure = z.strictObject({
  id: z.int('请选择档案'),
  reason: z.string('请写明依据').trim().min(4, '请写明依据，至少 4 个字').max(200, '最多 200 个字'),
})

/** Records that never were a person's own: they may go a month after they left. */
const mistakes = ['registeredInError', 'importUndone', 'merged']

export interface Erasable {
  readonly id: number
  readonly fullName: string
  readonly leftOn: string
  readonly leftReason: string
  readonly waiting: boolean
}

export const erasures = {
  'retention.erasable': query({
    title: '查看可永久删除的档案',
    permission: 'retention.erase',
    input: z.strictObject({}),
    async run(context): Promise<{ rows: readonly Erasable[]; erased: readonly Erased[] }> {
      const { rows } = await sql<Erasable>`
        select r.id, r.full_name, r.left_on, r.left_reason,
          exists (select from approval a where a.kind = 'erasure' and a.subject = 'retiree'
            and a.subject_id = r.id and a.decision is null) as waiting
        ${erasable(context)} order by r.left_on, r.id limit 200`.execute(context.db)
      return { rows, erased: await erasedOf(context) }
    },
  }),

  'retention.erase': command({
    title: '申请永久删除档案',
    permission: 'retention.erase',
    confirmed: true,
    input: AskErasure,
    async run(context, input): Promise<{ approvalId: number }> {
      await requireErasable(context, input.id)
      await rehearse(context, (silent) => requireErasable(silent, input.id))
      return askApproval(context, {
        kind: 'erasure',
        subject: 'retiree',
        subjectId: input.id,
        summary: `永久删除编号 ${input.id} 的离册档案`,
        payload: input,
      })
    },
  }),
}

export interface Erased {
  readonly id: number
  readonly retireeId: number
  readonly reason: string
  readonly doneAt: Date | null
}

async function erasedOf({ db }: Context): Promise<Erased[]> {
  return db
    .selectFrom('erasure')
    .select(['id', 'retireeId', 'reason', 'doneAt'])
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
}

/**
 * What was paid is evidence for thirty years, names included (会计档案管理办法 附表一, 会计凭证); of whoever
 * stands on it the other details go, the record stays.
 */
const paidFor = (today: string) => sql`(
  exists (select from relief_payment_row w join relief_payment p on p.id = w.payment_id
    where w.retiree_id = r.id and p.paid_on > ${today}::date - interval '30 years')
  or exists (select from festival_person f join festival_result l
    on l.festival_id = f.festival_id and l.retiree_id = f.retiree_id and l.result <> 'returned'
    where f.retiree_id = r.id and f.amount_fen > 0
      and l.happened_on > ${today}::date - interval '30 years'))`

/** Within the scope, gone for longer than the period, and without survivors who are looked after. */
const erasable = ({ actor, today }: Context) => sql`
  from retiree r join ${cutoffs('departed', today)} cut on cut.home_id = r.home_id
  where r.reach @> array[${actor.scopeId}::int] and r.merged_into is null
    and (r.left_on < cut.cutoff
      or r.left_reason = any (${mistakes}::text[]) and r.left_on < ${today}::date - 30)
    and not exists (select from erasure e where e.retiree_id = r.id)
    and not ${paidFor(today)}
    and not exists (select from contact c
      where c.retiree_id = r.id and c.survivor_since is not null and c.ended_on is null)`

/** Refuses where the period still runs, where survivors are looked after, or where it is asked for already. */
export async function requireErasable(context: Context, id: number): Promise<{ homeId: number }> {
  const { homeId } = await requireRetiree(context, id)
  const { rows } = await sql<{ id: number }>`
    select r.id ${erasable(context)} and r.id = ${id}`.execute(context.db)
  if (rows[0]) return { homeId }
  const message =
    '这份档案还在保存期限内、仍有遗属服务、列在三十年内的发放凭证上，或已提交删除，不能永久删除'
  throw new Refusal('conflict', 'retention.notYet', message)
}
