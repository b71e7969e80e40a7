import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import * as z from 'zod'
import { formatFen } from '#src/kernel/money.ts'
import { MakePayment } from '#src/hardship/hardship.ts'
import type { PaymentRow } from '#src/hardship/payment.operations.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { PaymentTag } from './PaymentTag.tsx'
import { staleAfterAid } from './stale.ts'

/** The lists by which aid is paid: made, approved and paid by three. */
export function PaymentsTab() {
  const manages = useMay()('hardship.manage')
  const payments = useCall('hardship.payments', {})
  const [making, setMaking] = useState(false)
  return (
    <>
      {manages && (
        <Bar label="发放单">
          <Button icon="plus" onClick={() => setMaking(true)}>
            编制发放单
          </Button>
        </Bar>
      )}
      <Loaded of={payments} lines={5}>
        {(rows) => (
          <SimpleTable
            label="发放单"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title="还没有发放单">
                按月编制：帮扶中、当月应发的人自动列入，编制、审批、发放各由一人。
              </Empty>
            }
          />
        )}
      </Loaded>
      {making && <MakeDialog onClose={() => setMaking(false)} />}
    </>
  )
}

const columns: readonly SimpleColumn<PaymentRow>[] = [
  {
    key: 'month',
    title: '月份',
    cell: ({ id, month }) => <Link to={`/hardship/payments/${id}`}>{month}</Link>,
  },
  { key: 'fund', title: '资金', cell: ({ fund }) => fund },
  { key: 'people', title: '人数', align: 'right', cell: ({ people }) => shownCount(people) },
  { key: 'total', title: '金额（元）', align: 'right', cell: (row) => formatFen(row.totalFen) },
  { key: 'maker', title: '编制', cell: ({ maker }) => maker ?? '系统' },
  { key: 'approver', title: '审批', cell: ({ approver }) => approver ?? '—' },
  { key: 'payer', title: '发放', cell: ({ payer }) => payer ?? '—' },
  { key: 'state', title: '状态', cell: ({ state }) => <PaymentTag state={state} /> },
]

const Typed = z.object({
  month: MakePayment.shape.month,
  fundId: z.string('请选择资金').min(1, '请选择资金').transform(Number),
})

function MakeDialog({ onClose }: { readonly onClose: () => void }) {
  const { today } = useSession()
  const navigate = useNavigate()
  const funds = useCall('hardship.funds', {})
  const make = useCommand('hardship.makePayment', staleAfterAid)
  const options = (funds.data ?? []).map(({ id, year, title, balanceFen }) => ({
    value: String(id),
    label: `${year} 年${title}`,
    note: `余额 ${formatFen(balanceFen)} 元`,
  }))
  return (
    <Dialog title="编制发放单" open onClose={onClose}>
      <Form
        schema={Typed}
        defaults={{ month: today.slice(0, 7), fundId: '' }}
        onSubmit={async (values) => {
          const { id, people } = await make.mutateAsync(values)
          toast(`已列入 ${people} 人，请局领导审批`)
          onClose()
          void navigate(`/hardship/payments/${id}`)
        }}
      >
        <Fields columns={2}>
          <TextField name="month" label="月份" required placeholder="2026-12" />
          <Select name="fundId" label="资金" required options={options} />
        </Fields>
        <SubmitBar label="编制" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
