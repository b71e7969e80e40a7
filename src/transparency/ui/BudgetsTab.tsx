import { useState } from 'react'
import * as z from 'zod'
import type { OutputOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'

type Budget = OutputOf<'transparency.budgets'>[number]

/** How many people each member of staff opened today, and more for today where there is reason. */
export function BudgetsTab() {
  const [open, setOpen] = useState<Budget>()
  const budgets = useCall('transparency.budgets', {})
  return (
    <>
      <Loaded of={budgets} lines={6}>
        {(rows) => (
          <SimpleTable
            label="今日查看人数"
            columns={columns(setOpen)}
            rows={rows.map((row, index) => ({ ...row, index }))}
            rowKey={({ index }) => index}
            empty={<Empty title="没有工作人员" />}
          />
        )}
      </Loaded>
      {open && <RaiseDialog budget={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function columns(onRaise: (budget: Budget) => void) {
  return [
    { key: 'name', title: '姓名', cell: ({ name }: Budget) => name },
    { key: 'unit', title: '单位', cell: ({ unit }: Budget) => unit },
    {
      key: 'seen',
      title: '今天已看',
      cell: ({ seen, limit }: Budget) => (
        <>
          {seen} 人 {seen >= limit * 0.8 && <Tag tone="warn">接近上限</Tag>}
        </>
      ),
    },
    { key: 'limit', title: '上限', cell: ({ limit }: Budget) => `${limit} 人` },
    {
      key: 'act',
      title: '办理',
      cell: (row: Budget) => (
        <Button
          small
          look="link"
          aria-label={`增加${row.name}今天的人数`}
          onClick={() => onRaise(row)}
        >
          增加
        </Button>
      ),
    },
  ]
}

const Raise = z.object({
  extra: z.int('请填写人数').min(1, '至少 1 人').max(500, '一次最多 500 人'),
  reason: z.string('请填写理由'),
})

interface RaiseDialogProps {
  readonly budget: Budget
  readonly onClose: () => void
}

function RaiseDialog({ budget, onClose }: RaiseDialogProps) {
  const raise = useCommand('transparency.raise', ['transparency.'])
  return (
    <Dialog title={`增加今天的人数：${budget.name}`} open onClose={onClose}>
      <Form
        schema={Raise}
        defaults={{ extra: null, reason: '' } as never}
        onSubmit={async (values) => {
          await raise.mutateAsync({ accountId: budget.accountId, ...values })
          toast('已增加，只在今天有效')
          onClose()
        }}
      >
        <NumberText name="extra" label="增加多少人" required unit="人" />
        <TextArea name="reason" label="理由" required rows={2} maxLength={200} />
        <SubmitBar label="增加" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
