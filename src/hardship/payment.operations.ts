import { sql } from 'kysely'
import * as z from 'zod'
import { command, download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { frozenRows } from '#src/snapshots/freeze.ts'
import { keepList } from '#src/snapshots/take.ts'
import { mayKnow } from './find.ts'
import { demandCovered, enter, lockedFund } from './fund.operations.ts'
import { MakePayment, type Category, type PaymentState } from './hardship.ts'
import { paymentColumns } from './listed.ts'
import { printPayment } from './print.ts'

const Id = z.strictObject({ id: z.int('请选择发放单') })

export const payments = {
  'hardship.payments': query({
    title: '查看发放单',
    permission: 'hardship.read',
    input: z.strictObject({}),
    run: (context): Promise<PaymentRow[]> => paymentRows(context, sql`true`),
  }),

  'hardship.payment': query({
    title: '查看发放单明细',
    permission: 'hardship.read',
    input: Id,
    async run(context, { id }): Promise<PaymentPage> {
      const payment = await requirePayment(context, id)
      const rows = await rowsOf(context, id)
      for (const { retireeId } of rows) context.looked(retireeId, ['hardship', 'money'], 'aid')
      return { ...payment, rows }
    },
  }),

  'hardship.makePayment': command({
    title: '编制发放单',
    permission: 'hardship.manage',
    input: MakePayment,
    async run(context, { fundId, month }): Promise<{ id: number; people: number }> {
      const fund = await lockedFund(context, fundId)
      const owed = await owedIn(context, month)
      if (owed.length === 0)
        throw new Refusal('conflict', 'hardship.nobodyOwed', `${month} 没有要发放的人`, 'month')
      demandCovered(fund, sumOf(owed))
      const id = await keepPayment(context, fundId, month, owed)
      const detail = { month, people: owed.length }
      context.record({ name: 'relief.listed', subject: 'reliefPayment', subjectId: id, detail })
      return { id, people: owed.length }
    },
  }),

  'hardship.approvePayment': command({
    title: '审批发放单',
    permission: 'hardship.approve',
    confirmed: true,
    input: Id,
    async run(context, { id }): Promise<void> {
      const payment = await lockedPayment(context, id, 'made')
      refuseHand(context, [payment.madeBy], '编制人不能审批自己编的发放单')
      demandCovered(await lockedFund(context, payment.fundId), payment.totalFen)
      await change(context, id, {
        state: 'approved',
        approvedBy: context.actor.accountId,
        approvedAt: context.now,
      })
    },
  }),

  'hardship.cancelPayment': command({
    title: '作废发放单',
    permission: 'hardship.manage',
    input: Id,
    async run(context, { id }): Promise<void> {
      await lockedPayment(context, id, 'made', 'approved')
      await change(context, id, { state: 'cancelled', approvedBy: null, approvedAt: null })
    },
  }),

  'hardship.confirmPaid': command({
    title: '确认已发放',
    permission: 'hardship.pay',
    confirmed: true,
    input: z.strictObject({ ...Id.shape, paidOn: z.iso.date('请填写发放日期') }),
    async run(context, { id, paidOn }): Promise<{ paidFen: number; stopped: number }> {
      const payment = await lockedPayment(context, id, 'approved')
      refuseHand(context, [payment.madeBy, payment.approvedBy], '编制、审批、发放不能是同一人')
      if (paidOn > context.today)
        throw new Refusal('invalid', 'hardship.inFuture', '发放日期不能晚于今天', 'paidOn')
      const stopped = await stopWhoMayNotBePaid(context, id, paidOn)
      const rows = await rowsOf(context, id)
      const paidFen = sumOf(rows.filter((row) => row.stopped === null))
      const { fundId, month } = payment
      const note = `${month} 发放单第 ${id} 号`
      if (paidFen > 0)
        await enter(context, {
          fundId,
          kind: 'paid',
          amountFen: paidFen,
          onDay: paidOn,
          note,
          paymentId: id,
        })
      await change(context, id, { state: 'paid', paidBy: context.actor.accountId, paidOn })
      return { paidFen, stopped }
    },
  }),

  'hardship.printPayment': download({
    title: '打印发放单',
    permission: 'hardship.read',
    input: z.strictObject({ id: z.coerce.number().int() }),
    async run(context, { id }): Promise<Download> {
      const payment = await requirePayment(context, id)
      return printPayment(context, payment, await rowsOf(context, id))
    },
  }),
}

export interface PaymentRow {
  readonly id: number
  readonly fundId: number
  readonly fund: string
  readonly snapshotId: number
  readonly month: string
  readonly state: PaymentState
  readonly people: number
  readonly totalFen: number
  readonly madeBy: number
  readonly maker: string | null
  readonly approvedBy: number | null
  readonly approver: string | null
  readonly payer: string | null
  readonly paidOn: string | null
}

export interface PaidRow {
  readonly ordinal: number
  readonly caseId: number
  readonly retireeId: number
  readonly fullName: string
  readonly survivor: string | null
  readonly unit: string | null
  readonly category: Category
  readonly amountFen: number
  readonly stopped: 'died' | 'ended' | null
}

export interface PaymentPage extends PaymentRow {
  readonly rows: readonly PaidRow[]
}

const sumOf = (rows: readonly { readonly amountFen: number }[]) =>
  rows.reduce((sum, { amountFen }) => sum + amountFen, 0)

async function paymentRows(context: Context, where: ReturnType<typeof sql>): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select p.id, p.fund_id, f.title as fund, p.snapshot_id, p.month, p.state,
      count(w.case_id) filter (where w.stopped is null)::int as people,
      coalesce(sum(w.amount_fen) filter (where w.stopped is null), 0)::bigint as total_fen,
      p.made_by, maker.name as maker, p.approved_by, approver.name as approver,
      payer.name as payer, p.paid_on
    from relief_payment p join relief_fund f on f.id = p.fund_id
    join org on org.id = p.org_id and org.path @> array[${context.actor.scopeId}::int]
    left join relief_payment_row w on w.payment_id = p.id
    left join account maker on maker.id = p.made_by
    left join account approver on approver.id = p.approved_by
    left join account payer on payer.id = p.paid_by
    where ${where}
    group by p.id, f.title, maker.name, approver.name, payer.name
    order by p.id desc limit 200`.execute(context.db)
  return rows
}

async function requirePayment(context: Context, id: number): Promise<PaymentRow> {
  const [found] = await paymentRows(context, sql`p.id = ${id}`)
  if (!found) throw new Refusal('missing', 'hardship.noSuchPayment', '没有这张发放单')
  return found
}

async function lockedPayment(
  context: Context,
  id: number,
  ...states: readonly PaymentState[]
): Promise<PaymentRow> {
  await context.db
    .selectFrom('reliefPayment')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .execute()
  const found = await requirePayment(context, id)
  if (states.includes(found.state)) return found
  const said = { made: '还没有审批', approved: '已经审批', paid: '已经发放', cancelled: '已经作废' }
  throw new Refusal('conflict', 'hardship.notNow', `这张发放单${said[found.state]}，不能这样办理`)
}

function refuseHand({ actor }: Context, hands: readonly (number | null)[], message: string): void {
  if (hands.includes(actor.accountId)) throw new Refusal('forbidden', 'hardship.ownHands', message)
}

async function rowsOf(context: Context, id: number): Promise<PaidRow[]> {
  const { rows } = await sql<PaidRow>`
    select w.ordinal, w.case_id, w.retiree_id, retiree.full_name, k.name as survivor,
      unit.name as unit, c.category, w.amount_fen, w.stopped
    from relief_payment_row w join hardship_case c on c.id = w.case_id
    join retiree on retiree.id = w.retiree_id left join contact k on k.id = c.contact_id
    left join org unit on unit.id = retiree.managing_unit_id
    where w.payment_id = ${id} and ${mayKnow(context)} order by w.ordinal`.execute(context.db)
  return rows
}

interface Owed {
  readonly caseId: number
  readonly retireeId: number
  readonly amountFen: number
}

/** Everyone with a grant that covers the month and is on no list for it yet; none to the dead. */
async function owedIn(context: Context, month: string): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select c.id as case_id, c.retiree_id, c.amount_fen from hardship_case c
    join retiree on retiree.id = c.retiree_id
    where ${mayKnow(context)} and c.stage = 'approved'
      and ${month} between c.from_month and c.to_month
      and (c.contact_id is not null or retiree.left_on is null)
      and not exists (
        select from relief_payment_row w join relief_payment p on p.id = w.payment_id
        where w.case_id = c.id and p.state <> 'cancelled' and w.stopped is null
          and (c.way = 'once' or p.month = ${month}))
    order by retiree.name_pinyin, c.id`.execute(context.db)
  return rows
}

async function keepPayment(
  context: Context,
  fundId: number,
  month: string,
  owed: readonly Owed[],
): Promise<number> {
  const ids = [...new Set(owed.map(({ retireeId }) => retireeId))]
  const wanted = {
    filters: { ids, status: 'all' as const },
    sort: 'name' as const,
    descending: false,
  }
  const snapshotId = await keepList(context, {
    kind: 'relief',
    title: `${month} 困难帮扶发放单`,
    asOf: context.today,
    wanted,
    columns: paymentColumns,
    rows: await frozenRows(context, paymentColumns, wanted),
  })
  const { id } = await context.db
    .insertInto('reliefPayment')
    .values({
      fundId,
      orgId: context.actor.orgId,
      snapshotId,
      month,
      state: 'made',
      madeBy: context.actor.accountId as number,
      madeAt: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await context.db
    .insertInto('reliefPaymentRow')
    .values(owed.map((row, index) => ({ ...row, paymentId: id, ordinal: index + 1 })))
    .execute()
  return id
}

/** A death by the day of payment, or an ended grant, stops what was listed; the row says so. */
async function stopWhoMayNotBePaid({ db }: Context, id: number, paidOn: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update relief_payment_row w set stopped = case
      when c.contact_id is null and r.left_on <= ${paidOn}::date then 'died' else 'ended' end
    from hardship_case c join retiree r on r.id = c.retiree_id
    where w.payment_id = ${id} and c.id = w.case_id
      and (c.stage <> 'approved' or (c.contact_id is null and r.left_on <= ${paidOn}::date))`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}

async function change(
  context: Context,
  id: number,
  values: Partial<{
    state: PaymentState
    approvedBy: number | null
    approvedAt: Date | null
    paidBy: number | null
    paidOn: string
  }>,
): Promise<void> {
  await context.db.updateTable('reliefPayment').set(values).where('id', '=', id).execute()
  const detail = { state: values.state }
  context.record({ name: 'relief.changed', subject: 'reliefPayment', subjectId: id, detail })
}
