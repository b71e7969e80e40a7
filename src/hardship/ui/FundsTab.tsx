import { useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import type { FundRow } from '#src/hardship/find.ts'
import type { EntryRow } from '#src/hardship/fund.operations.ts'
import { AddEntry, entryKinds, OpenFund } from '#src/hardship/hardship.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { MoneyText, NumberText } from '#src/web/kit/numberFields.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { staleAfterAid } from './stale.ts'

/** The money: what was allotted, what was paid, what is left; and every line of it. */
export function FundsTab() {
  const manages = useMay()('hardship.manage')
  const funds = useCall('hardship.funds', {})
  const [opening, setOpening] = useState(false)
  const [shown, setShown] = useState<FundRow>()
  return (
    <>
      {manages && (
        <Bar label="资金">
          <Button icon="plus" onClick={() => setOpening(true)}>
            登记资金
          </Button>
        </Bar>
      )}
      <Loaded of={funds} lines={4}>
        {(rows) => (
          <SimpleTable
            label="解困资金"
            columns={columnsOf(setShown)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title="还没有登记资金">登记年度预算拨入的解困资金，发放时自动扣减。</Empty>
            }
          />
        )}
      </Loaded>
      {opening && <OpenFundDialog onClose={() => setOpening(false)} />}
      {shown && <FundDialog fund={shown} manages={manages} onClose={() => setShown(undefined)} />}
    </>
  )
}

function columnsOf(onShow: (fund: FundRow) => void): readonly SimpleColumn<FundRow>[] {
  return [
    {
      key: 'title',
      title: '资金',
      cell: (fund) => (
        <Button look="link" onClick={() => onShow(fund)}>
          {fund.year} 年{fund.title}
        </Button>
      ),
    },
    { key: 'document', title: '文号', cell: ({ documentNo }) => documentNo ?? '无' },
    {
      key: 'allotted',
      title: '拨入（元）',
      align: 'right',
      cell: (row) => formatFen(row.allottedFen),
    },
    { key: 'paid', title: '已发（元）', align: 'right', cell: (row) => formatFen(row.paidFen) },
    {
      key: 'promised',
      title: '待发（元）',
      align: 'right',
      cell: (row) => formatFen(row.promisedFen),
    },
    {
      key: 'balance',
      title: '余额（元）',
      align: 'right',
      cell: (row) => formatFen(row.balanceFen),
    },
  ]
}

function OpenFundDialog({ onClose }: { readonly onClose: () => void }) {
  const { today } = useSession()
  const open = useCommand('hardship.openFund', staleAfterAid)
  return (
    <Dialog title="登记解困资金" open onClose={onClose}>
      <Form
        schema={OpenFund}
        blank={null}
        defaults={{ year: Number(today.slice(0, 4)), title: '解困资金', documentNo: '' }}
        onSubmit={async (values) => {
          await open.mutateAsync(values)
          toast('已登记')
          onClose()
        }}
      >
        <Fields columns={2}>
          <NumberText name="year" label="年度" required />
          <TextField name="title" label="资金名称" required maxLength={60} />
          <TextField name="documentNo" label="文号" maxLength={80} />
          <MoneyText name="amountFen" label="拨入金额" required />
        </Fields>
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

interface FundDialogProps {
  readonly fund: FundRow
  readonly manages: boolean
  readonly onClose: () => void
}

function FundDialog({ fund, manages, onClose }: FundDialogProps) {
  const found = useCall('hardship.fund', { id: fund.id })
  return (
    <Dialog title={`${fund.year} 年${fund.title}`} open onClose={onClose} wide>
      {manages && <EntryForm fundId={fund.id} />}
      <Loaded of={found} lines={5}>
        {({ entries }) => (
          <SimpleTable label="收支" columns={entryColumns} rows={entries} rowKey={({ id }) => id} />
        )}
      </Loaded>
    </Dialog>
  )
}

const kindOptions = (['allotted', 'returned'] as const).map((value) => ({
  value,
  label: entryKinds[value],
}))

function EntryForm({ fundId }: { readonly fundId: number }) {
  const { today } = useSession()
  const add = useCommand('hardship.addEntry', staleAfterAid)
  return (
    <Form
      schema={AddEntry.omit({ fundId: true })}
      defaults={{ kind: 'allotted', onDay: today, note: '' }}
      onSubmit={async (values) => {
        await add.mutateAsync({ fundId, ...values })
        toast('已登记')
      }}
    >
      <Fields columns={2}>
        <RadioRow name="kind" label="收支" required options={kindOptions} />
        <MoneyText name="amountFen" label="金额" required />
        <DateText name="onDay" label="日期" wholeDay required />
        <TextField name="note" label="说明" required maxLength={100} />
      </Fields>
      <SubmitBar label="登记收支" />
    </Form>
  )
}

const entryColumns: readonly SimpleColumn<EntryRow>[] = [
  { key: 'on', title: '日期', cell: ({ onDay }) => formatDay(onDay) },
  { key: 'kind', title: '收支', cell: ({ kind }) => entryKinds[kind] },
  {
    key: 'amount',
    title: '金额（元）',
    align: 'right',
    cell: ({ kind, amountFen }) => `${kind === 'allotted' ? '' : '−'}${formatFen(amountFen)}`,
  },
  { key: 'note', title: '说明', cell: ({ note }) => note },
  { key: 'by', title: '经办', cell: ({ by }) => by ?? '系统' },
]
