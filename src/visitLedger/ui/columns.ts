import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { giftKinds } from '#src/visits/found.ts'
import { visitReasons, visitWays } from '#src/visits/visit.ts'
import type { Column } from '#src/web/kit/column.ts'
import type { LedgerRow } from '../ledger.ts'

/** What of a visit the ledger shows. */
export const ledgerColumns: readonly Column<LedgerRow>[] = [
  { key: 'visitedOn', title: '走访日期', width: 142, cell: (row) => formatDay(row.visitedOn) },
  {
    key: 'fullName',
    title: '姓名',
    width: 96,
    primary: true,
    frozen: true,
    cell: (row) => row.fullName,
  },
  {
    key: 'reasons',
    title: '事由',
    width: 150,
    cell: (row) => row.reasons.map((reason) => visitReasons[reason]).join('、'),
  },
  { key: 'way', title: '方式', width: 90, cell: (row) => visitWays[row.way] },
  { key: 'visitors', title: '走访人', width: 190, cell: (row) => row.visitors },
  { key: 'leaders', title: '同去的领导', width: 160, cell: (row) => row.leaders ?? '' },
  { key: 'gift', title: '慰问', width: 150, cell: giftWords },
  {
    key: 'amount',
    title: '金额（元）',
    width: 100,
    align: 'right',
    cell: ({ gift }) => (gift?.amountFen ? formatFen(gift.amountFen) : ''),
  },
  {
    key: 'needs',
    title: '提出的事',
    width: 130,
    cell: (row) => row.needs.map((category) => ticketCategories[category]).join('、'),
  },
  {
    key: 'next',
    title: '下次联系',
    width: 142,
    cell: (row) => (row.nextContactOn ? formatDay(row.nextContactOn) : ''),
  },
  { key: 'org', title: '登记单位', width: 180, cell: (row) => row.org ?? '' },
]

function giftWords({ gift }: LedgerRow): string {
  if (!gift) return ''
  const signed = [gift.signedBy && `${gift.signedBy}签收`, gift.receiptNo]
    .filter(Boolean)
    .join('，')
  const what = gift.what ?? giftKinds[gift.kind]
  return signed ? `${what}（${signed}）` : what
}
