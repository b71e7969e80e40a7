import { sql } from 'kysely'
import * as z from 'zod'
import { askApproval, rehearse } from '#src/approvals/request.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import {
  inWords,
  refusalOfMonths,
  retentionClass,
  retentionCodes,
  type RetentionCode,
} from './class.ts'
import { periodsFor, monthsEverywhere } from './period.ts'

export const NewPeriod = z.strictObject({
  code: z.enum(retentionCodes, '没有这一类'),
  months: z.int('请填写整数月数'),
  documentNo: z.string('请填写依据文号').trim().min(2, '请填写依据文号').max(80, '最多 80 个字'),
  validFrom: z.iso.date('请填写生效日期'),
})

export interface RetentionLine {
  readonly code: RetentionCode
  readonly title: string
  readonly what: string
  readonly basis: string
  readonly counts: string
  readonly end: string
  readonly months: number
  readonly least: number
  readonly most: number
  readonly documentNo: string
  readonly setBy: string
  /** The last night that it was cleared, and how many rows went then and in all. */
  readonly lastRun: string | null
  readonly lastCount: number
  readonly total: number
}

export const periods = {
  'retention.list': query({
    title: '查看保存期限',
    permission: 'retention.read',
    input: z.strictObject({}),
    run: (context): Promise<RetentionLine[]> => linesFor(context),
  }),

  'retention.set': command({
    title: '申请调整保存期限',
    permission: 'retention.manage',
    input: NewPeriod,
    async run(context, input): Promise<{ approvalId: number }> {
      await rehearse(context, (silent) => setPeriod(silent, input))
      const { title } = retentionClass(input.code)
      return askApproval(context, {
        kind: 'retentionPeriod',
        subject: 'retention',
        subjectId: context.actor.scopeId * 100 + retentionCodes.indexOf(input.code),
        summary: `${title}改为保存${inWords(input.months)}，自 ${input.validFrom} 起`,
        payload: input,
      })
    },
  }),
}

/** Sets a period for the actor's own jurisdiction; the bounds of its class hold whoever asks. */
export async function setPeriod(
  context: Context,
  input: z.output<typeof NewPeriod>,
): Promise<void> {
  const { actor, db, today, now } = context
  const { code, months, documentNo, validFrom } = input
  demand(refusalOfMonths(code, months))
  if (validFrom < today)
    throw new Refusal('invalid', 'retention.tooEarly', '生效日期不能早于今天', 'validFrom')
  const org = await requireOrg(context, actor.scopeId)
  const made = await db
    .insertInto('retentionPeriod')
    .values({
      class: code,
      orgId: org.id,
      months,
      documentNo,
      validFrom,
      accountId: actor.accountId,
      recordedAt: now,
    })
    .onConflict((clash) => clash.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made)
    throw new Refusal(
      'conflict',
      'retention.sameDay',
      '这一天已有新的期限，请另选生效日期',
      'validFrom',
    )
  const detail = { code, months, validFrom, orgId: org.id }
  context.record({ name: 'retention.set', subject: 'policy', subjectId: made.id, detail })
}

async function linesFor(context: Context): Promise<RetentionLine[]> {
  const { db, actor, today } = context
  const held = await periodsFor(db, actor.scopeId, today)
  const runs = await lastRuns(context)
  const lines: RetentionLine[] = []
  for (const code of retentionCodes) {
    const { title, what, basis, counts, end, everywhere, least, most } = retentionClass(code)
    const own = held.get(code)
    const run = runs.get(code)
    lines.push({
      code,
      title,
      what,
      basis,
      counts,
      end,
      least,
      most,
      months: everywhere ? await monthsEverywhere(db, code, today) : (own?.months ?? most),
      documentNo: own?.documentNo ?? '',
      setBy: everywhere ? '全平台，取各地最长' : (own?.orgName ?? '全国默认'),
      lastRun: run?.day ?? null,
      lastCount: run?.last ?? 0,
      total: run?.total ?? 0,
    })
  }
  return lines
}

async function lastRuns({ db }: Context) {
  const { rows } = await sql<{ class: string; day: string; last: number; total: number }>`
    select class, max(day)::text as day, sum(count)::bigint as total,
      (array_agg(count order by id desc))[1] as last
    from retention_run group by class`.execute(db)
  return new Map(rows.map((row) => [row.class, row]))
}
