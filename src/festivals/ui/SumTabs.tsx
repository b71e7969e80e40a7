import { formatFen } from '#src/kernel/money.ts'
import type { FestivalPage } from '#src/festivals/operations.ts'
import type { StandardRow, SumRow } from '#src/festivals/sums.ts'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { shownCount, shownShare } from '#src/web/kit/shown.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'

/** Standard × people, line by line, and what the budget says. */
export function StandardsTab({ festival }: { readonly festival: FestivalPage }) {
  const { standards, owedFen, paidFen, returnedFen, budgetFen } = festival
  const open = owedFen - paidFen - returnedFen
  return (
    <>
      <SimpleTable
        label="慰问标准"
        columns={standardColumns}
        rows={standards}
        rowKey={({ ordinal }) => ordinal}
      />
      <KeyValue
        columns={3}
        facts={[
          { label: '应发', value: `${formatFen(owedFen)} 元` },
          { label: '已发', value: `${formatFen(paidFen)} 元` },
          { label: '退回', value: `${formatFen(returnedFen)} 元` },
          { label: '尚未落实', value: `${formatFen(open)} 元` },
          ...(budgetFen === null
            ? []
            : [
                { label: '预算', value: `${formatFen(budgetFen)} 元` },
                { label: '预算 − 已发', value: `${formatFen(budgetFen - paidFen)} 元` },
              ]),
        ]}
      />
    </>
  )
}

const standardColumns: readonly SimpleColumn<StandardRow>[] = [
  { key: 'title', title: '标准', cell: ({ title }) => title },
  { key: 'gift', title: '慰问品', cell: ({ gift }) => gift ?? '无' },
  { key: 'each', title: '每人（元）', align: 'right', cell: (row) => formatFen(row.amountFen) },
  { key: 'people', title: '人数', align: 'right', cell: ({ people }) => shownCount(people) },
  { key: 'owed', title: '应发（元）', align: 'right', cell: (row) => formatFen(row.owedFen) },
  { key: 'paid', title: '已发（元）', align: 'right', cell: (row) => formatFen(row.paidFen) },
  { key: 'rest', title: '未落实', align: 'right', cell: ({ rest }) => shownCount(rest) },
]

interface ProgressTabProps {
  readonly title: string
  readonly rows: readonly SumRow[]
}

/** How far each unit or community has come; most open first. */
export function ProgressTab({ title, rows }: ProgressTabProps) {
  return (
    <SimpleTable
      label={`各${title}进度`}
      columns={[{ key: 'name', title, cell: ({ name }: SumRow) => name }, ...progressColumns]}
      rows={rows}
      rowKey={({ key }) => key ?? 0}
    />
  )
}

const progressColumns: readonly SimpleColumn<SumRow>[] = [
  { key: 'people', title: '人数', align: 'right', cell: ({ people }) => shownCount(people) },
  { key: 'owed', title: '应发（元）', align: 'right', cell: (row) => formatFen(row.owedFen) },
  { key: 'paid', title: '已发（元）', align: 'right', cell: (row) => formatFen(row.paidFen) },
  { key: 'done', title: '已落实', align: 'right', cell: ({ done }) => shownCount(done) },
  { key: 'rest', title: '未落实', align: 'right', cell: ({ rest }) => shownCount(rest) },
  {
    key: 'rate',
    title: '落实率',
    align: 'right',
    cell: ({ done, people }) => shownShare(people > 0 ? done / people : null),
  },
]
