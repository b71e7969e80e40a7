import * as z from 'zod'
import { command } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { incidentOf, type Incident } from './incident.ts'

const Moment = z.iso.datetime({ offset: true, error: '请填写带时区的时间' })

export const incident = {
  'audit.incident': command({
    title: '汇集事件报告的数据',
    permission: 'system.run',
    input: z.strictObject({
      from: Moment,
      to: Moment,
      account: z.string().max(32).optional(),
      source: z.string().max(64).optional(),
    }),
    async run({ db, record }, { account, ...span }): Promise<Incident> {
      if (span.from >= span.to)
        throw new Refusal('invalid', 'audit.emptySpan', '结束时间应晚于开始时间', 'to')
      const found = account
        ? await db
            .selectFrom('account')
            .select('id')
            .where('account', '=', account)
            .executeTakeFirst()
        : undefined
      if (account && !found)
        throw new Refusal('missing', 'audit.noSuchAccount', `没有账号 ${account}`, 'account')
      const data = await incidentOf(db, { ...span, accountId: found?.id })
      const detail = { ...span, accountId: found?.id ?? null, people: data.people }
      record({ name: 'incident.gathered', subject: 'trace', subjectId: null, detail })
      return data
    },
  }),
}
