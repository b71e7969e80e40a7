import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { formatFen } from '#src/kernel/money.ts'
import * as z from 'zod'
import { fundsOf, requireFund, type FundRow } from './find.ts'
import { AddEntry, OpenFund, type EntryKind } from './hardship.ts'

export const funds = {
  'hardship.funds': query({
    title: '查看解困资金',
    permission: 'hardship.read',
    input: z.strictObject({}),
    run: (context): Promise<FundRow[]> => fundsOf(context),
  }),

  'hardship.fund': query({
    title: '查看资金收支',
    permission: 'hardship.read',
    input: z.strictObject({ id: z.int('请选择资金') }),
    async run(context, { id }): Promise<FundPage> {
      return { ...(await requireFund(context, id)), entries: await entriesOf(context, id) }
    },
  }),

  'hardship.openFund': command({
    title: '登记解困资金',
    permission: 'hardship.manage',
    input: OpenFund,
    async run(context, { amountFen, ...fund }): Promise<{ id: number }> {
      const { db, actor, now, today } = context
      const made = await db
        .insertInto('reliefFund')
        .values({ ...fund, orgId: actor.orgId, accountId: actor.accountId, madeAt: now })
        .onConflict((clash) => clash.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!made)
        throw new Refusal('conflict', 'hardship.fundTaken', '这个年度已有同名资金', 'title')
      const note = fund.documentNo ?? '年初预算'
      await enter(context, { fundId: made.id, kind: 'allotted', amountFen, onDay: today, note })
      return { id: made.id }
    },
  }),

  'hardship.addEntry': command({
    title: '登记资金拨入、退回',
    permission: 'hardship.manage',
    input: AddEntry,
    async run(context, entry): Promise<void> {
      if (entry.onDay > context.today)
        throw new Refusal('invalid', 'hardship.inFuture', '日期不能晚于今天', 'onDay')
      const fund = await lockedFund(context, entry.fundId)
      if (entry.kind === 'returned') demandCovered(fund, entry.amountFen)
      await enter(context, entry)
    },
  }),
}

export interface FundPage extends FundRow {
  readonly entries: readonly EntryRow[]
}

export interface EntryRow {
  readonly id: number
  readonly kind: EntryKind
  readonly amountFen: number
  readonly onDay: string
  readonly note: string
  readonly paymentId: number | null
  readonly by: string | null
}

async function entriesOf({ db }: Context, fundId: number): Promise<EntryRow[]> {
  const rows = await db
    .selectFrom('reliefEntry')
    .leftJoin('account', 'account.id', 'reliefEntry.accountId')
    .select(['reliefEntry.id', 'kind', 'amountFen', 'onDay', 'note', 'paymentId'])
    .select('account.name as by')
    .where('fundId', '=', fundId)
    .orderBy('reliefEntry.id', 'desc')
    .limit(500)
    .execute()
  return rows as EntryRow[]
}

interface NewEntry {
  readonly fundId: number
  readonly kind: EntryKind
  readonly amountFen: number
  readonly onDay: string
  readonly note: string
  readonly paymentId?: number
}

/** Writes one line of the fund's book; lines are never changed. */
export async function enter(context: Context, entry: NewEntry): Promise<void> {
  const { db, actor, now } = context
  await db
    .insertInto('reliefEntry')
    .values({ ...entry, accountId: actor.accountId, at: now })
    .execute()
  const { fundId, kind, amountFen } = entry
  const detail = { kind, amountFen }
  context.record({ name: 'relief.entered', subject: 'reliefFund', subjectId: fundId, detail })
}

/** The fund as it stands, kept still until the transaction ends: two lists cannot spend the same money. */
export async function lockedFund(context: Context, id: number): Promise<FundRow> {
  await context.db.selectFrom('reliefFund').select('id').where('id', '=', id).forUpdate().execute()
  return requireFund(context, id)
}

/** Refused as `hardship.uncovered` when less is left, what is already promised apart. */
export function demandCovered({ balanceFen, promisedFen }: FundRow, amountFen: number): void {
  const free = balanceFen - promisedFen
  if (amountFen <= free) return
  const message = `资金余额 ${formatFen(balanceFen)} 元，其中待发放 ${formatFen(promisedFen)} 元，不够 ${formatFen(amountFen)} 元`
  throw new Refusal('conflict', 'hardship.uncovered', message, 'amountFen')
}
