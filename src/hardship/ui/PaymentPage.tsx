import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import * as z from 'zod'
import { formatFen } from '#src/kernel/money.ts'
import { categories } from '#src/hardship/hardship.ts'
import type { PaidRow, PaymentPage as Payment } from '#src/hardship/payment.operations.ts'
import { paymentColumns } from '#src/hardship/listed.ts'
import { CallError, fetchFile, sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { ConfirmDialog, Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { PageHead, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { PaymentTag } from './PaymentTag.tsx'
import { staleAfterAid } from './stale.ts'

const ExportDialog = lazy(async () => ({
  default: (await import('#src/exports/ui/ExportDialog.tsx')).ExportDialog,
}))

/** One list to pay: who, how much, and who made, approved and paid it. */
export function PaymentPage() {
  const id = Number(useParams()['id'])
  const found = useCall('hardship.payment', { id })
  return (
    <Loaded of={found} lines={10}>
      {(payment) => <Found payment={payment} />}
    </Loaded>
  )
}

type Act = 'approve' | 'pay' | 'cancel' | 'ask'

function Found({ payment }: { readonly payment: Payment }) {
  const [act, setAct] = useState<Act>()
  const { id, month, fund, state, people, totalFen, rows } = payment
  const close = () => setAct(undefined)
  return (
    <>
      <PageHead
        title={`${month} 发放单`}
        note={`第 ${id} 号，${fund}`}
        tags={<PaymentTag state={state} />}
        back={{ to: '/hardship?tab=payments', title: '困难帮扶' }}
        actions={<Actions payment={payment} onAct={setAct} />}
      />
      <Stats>
        <StatLink label="人数" value={shownCount(people)} unit="人" />
        <StatLink label="金额" value={formatFen(totalFen)} unit="元" />
        <StatLink label="编制" value={payment.maker ?? '系统'} />
        <StatLink label="审批" value={payment.approver ?? '—'} />
        <StatLink label="发放" value={payment.payer ?? '—'} note={payment.paidOn ?? undefined} />
      </Stats>
      <Section title="名单" flush>
        <SimpleTable label="发放名单" columns={columns} rows={rows} rowKey={(row) => row.caseId} />
      </Section>
      {act === 'approve' && <Approving payment={payment} onClose={close} />}
      {act === 'cancel' && <Cancelling payment={payment} onClose={close} />}
      {act === 'pay' && <Paying payment={payment} onClose={close} />}
      {act === 'ask' && (
        <Suspense>
          <ExportDialog
            source={{ from: 'snapshot', id: payment.snapshotId }}
            columns={paymentColumns}
            formats={['pdf']}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  )
}

interface ActionsProps {
  readonly payment: Payment
  readonly onAct: (act: Act) => void
}

function Actions({ payment: { id, state }, onAct }: ActionsProps) {
  const may = useMay()
  function print() {
    fetchFile('hardship.printPayment', { id }).catch((error: unknown) => {
      if (error instanceof CallError && error.code === 'exports.needsApproval') onAct('ask')
      else toast(sentenceOf(error), 'err')
    })
  }
  const isOpen = state === 'made' || state === 'approved'
  return (
    <>
      {state !== 'cancelled' && (
        <Button icon="print" onClick={print}>
          打印签领表
        </Button>
      )}
      {isOpen && may('hardship.manage') && <Button onClick={() => onAct('cancel')}>作废</Button>}
      {state === 'made' && may('hardship.approve') && (
        <Button look="primary" onClick={() => onAct('approve')}>
          审批同意
        </Button>
      )}
      {state === 'approved' && may('hardship.pay') && (
        <Button look="primary" onClick={() => onAct('pay')}>
          确认已发放
        </Button>
      )}
    </>
  )
}

interface ActProps {
  readonly payment: Payment
  readonly onClose: () => void
}

function Approving({ payment: { id, people, totalFen }, onClose }: ActProps) {
  const approve = useCommand('hardship.approvePayment', staleAfterAid)
  return (
    <ConfirmDialog
      title="审批发放单"
      open
      onClose={onClose}
      action="同意发放"
      onConfirm={async () => {
        await approve.mutateAsync({ id })
        toast('已同意，由第三人发放')
      }}
    >
      <p>
        共 {people} 人，{formatFen(totalFen)} 元。编制人不能审批，发放由第三人确认。
      </p>
    </ConfirmDialog>
  )
}

function Cancelling({ payment: { id }, onClose }: ActProps) {
  const cancel = useCommand('hardship.cancelPayment', staleAfterAid)
  return (
    <ConfirmDialog
      title="作废发放单"
      open
      onClose={onClose}
      action="作废"
      danger
      onConfirm={async () => {
        await cancel.mutateAsync({ id })
        toast('已作废，可以重新编制')
      }}
    >
      <p>作废后这些人可以重新列入发放单。</p>
    </ConfirmDialog>
  )
}

const PaidOn = z.object({ paidOn: z.iso.date('请填写发放日期') })

function Paying({ payment: { id }, onClose }: ActProps) {
  const { today } = useSession()
  const confirm = useCommand('hardship.confirmPaid', staleAfterAid)
  return (
    <Dialog title="确认已发放" open onClose={onClose}>
      <Form
        schema={PaidOn}
        enter="submit"
        defaults={{ paidOn: today }}
        onSubmit={async ({ paidOn }) => {
          const { paidFen, stopped } = await confirm.mutateAsync({ id, paidOn })
          const also = stopped > 0 ? `；${stopped} 人已去世或结束帮扶，停发` : ''
          toast(`已记入资金账 ${formatFen(paidFen)} 元${also}`)
          onClose()
        }}
      >
        <DateText name="paidOn" label="发放日期" wholeDay required />
        <SubmitBar label="确认" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const columns: readonly SimpleColumn<PaidRow>[] = [
  { key: 'ordinal', title: '序号', cell: ({ ordinal }) => ordinal },
  {
    key: 'name',
    title: '姓名',
    cell: ({ caseId, fullName, survivor }) => (
      <Link to={`/hardship/${caseId}`}>
        {survivor ? `${fullName}（遗属 ${survivor}）` : fullName}
      </Link>
    ),
  },
  { key: 'category', title: '类别', cell: ({ category }) => categories[category] },
  { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '未登记' },
  { key: 'amount', title: '金额（元）', align: 'right', cell: (row) => formatFen(row.amountFen) },
  {
    key: 'stopped',
    title: '说明',
    cell: ({ stopped }) =>
      stopped && <Tag tone="warn">{stopped === 'died' ? '已去世，停发' : '已结束帮扶，停发'}</Tag>,
  },
]
