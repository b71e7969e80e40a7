import { useState } from 'react'
import { Link } from 'react-router'
import * as z from 'zod'
import { clockTime } from '#src/web/kit/moment.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { Deadline, Waiting, type DoneProps } from './QuestionsTab.tsx'

type Glass = OutputOf<'transparency.emergencies'>[number]

/** Break-glass looks that wait for a review by someone else, and those reviewed. */
export function EmergenciesTab({ done, onDone }: DoneProps) {
  const [open, setOpen] = useState<Glass>()
  const { today } = useSession()
  const glasses = useCall('transparency.emergencies', { reviewed: done, limit: 200 })
  return (
    <div className="stack">
      <Waiting done={done} onDone={onDone} words={['待复核', '已复核']} />
      <Loaded of={glasses} lines={6}>
        {(rows) => (
          <SimpleTable
            label={done ? '已复核的紧急查看' : '待复核的紧急查看'}
            columns={columns(done, today, setOpen)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title={done ? '还没有复核过' : '没有待复核的紧急查看'}>
                超期没有复核的，该岗位不能再紧急查看
              </Empty>
            }
          />
        )}
      </Loaded>
      {open && <ReviewDialog glass={open} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

function columns(done: boolean, today: string, onOpen: (glass: Glass) => void) {
  return [
    { key: 'at', title: '时间', cell: ({ openedAt }: Glass) => clockTime(openedAt) },
    {
      key: 'who',
      title: '老同志',
      cell: (row: Glass) => <Link to={`/roster/${row.retireeId}`}>{row.fullName}</Link>,
    },
    { key: 'by', title: '谁', cell: ({ unit, openedBy }: Glass) => `${unit} ${openedBy}` },
    {
      key: 'reason',
      title: '紧急情况',
      cell: ({ reason, alarm }: Glass) => `${reason}${alarm ? `（呼叫 ${alarm}）` : ''}`,
    },
    done
      ? {
          key: 'finding',
          title: '复核',
          cell: ({ justified, finding, reviewedBy }: Glass) => (
            <>
              <Tag tone={justified ? 'ok' : 'err'}>{justified ? '确属紧急' : '不属紧急'}</Tag>{' '}
              {finding}（{reviewedBy}）
            </>
          ),
        }
      : {
          key: 'due',
          title: '复核期限',
          cell: ({ reviewDue }: Glass) => <Deadline dueOn={reviewDue} today={today} />,
        },
    ...(done
      ? []
      : [
          {
            key: 'act',
            title: '办理',
            cell: (row: Glass) => (
              <Button
                small
                look="link"
                aria-label={`复核${row.openedBy}的紧急查看`}
                onClick={() => onOpen(row)}
              >
                复核
              </Button>
            ),
          },
        ]),
  ]
}

const Reviewed = z.object({
  justified: z.enum(['yes', 'no'], '请选择是否确属紧急'),
  finding: z.string('请填写复核情况'),
})

interface ReviewDialogProps {
  readonly glass: Glass
  readonly onClose: () => void
}

function ReviewDialog({ glass, onClose }: ReviewDialogProps) {
  const review = useCommand('transparency.review', ['transparency.'])
  return (
    <Dialog title={`复核紧急查看：${glass.fullName}`} open onClose={onClose}>
      <Form
        schema={Reviewed}
        defaults={{ justified: '', finding: '' } as never}
        onSubmit={async ({ justified, finding }) => {
          await review.mutateAsync({ glassId: glass.id, justified: justified === 'yes', finding })
          toast('已复核')
          onClose()
        }}
      >
        <KeyValue
          facts={[
            { label: '谁', value: `${glass.unit} ${glass.openedBy}` },
            { label: '紧急情况', value: glass.reason },
          ]}
        />
        <RadioRow
          name="justified"
          label="是否确属紧急"
          required
          options={[
            { value: 'yes', label: '确属紧急' },
            { value: 'no', label: '不属紧急' },
          ]}
        />
        <TextArea
          name="finding"
          label="复核情况"
          required
          rows={2}
          maxLength={200}
          hint="向谁核实、结果如何；自己的紧急查看不能自己复核"
        />
        <SubmitBar label="复核" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
