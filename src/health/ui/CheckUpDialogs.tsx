import * as z from 'zod'
import { FeedBack, Result, type CheckUpPersonRow } from '#src/health/checkUp.ts'
import { dayField, textField } from '#src/health/stay.ts'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterCare } from './stale.ts'

export type CheckUpJob = 'book' | 'came' | 'result' | 'feedback'

interface OneProps {
  readonly checkUpId: number
  readonly row: CheckUpPersonRow
  readonly onClose: () => void
}

const Booking = z.object({ bookedOn: dayField('预约日期') })

function BookDialog({ checkUpId, row, onClose }: OneProps) {
  const { today } = useSession()
  const book = useCommand('health.book', staleAfterCare)
  return (
    <Dialog title={`预约体检：${row.fullName}`} open onClose={onClose}>
      <Form
        schema={Booking}
        defaults={{ bookedOn: row.bookedOn ?? today }}
        onSubmit={async ({ bookedOn }) => {
          await book.mutateAsync({ checkUpId, ids: [row.retireeId], bookedOn })
          toast('已预约')
          onClose()
        }}
      >
        <DateText name="bookedOn" label="预约日期" wholeDay required />
        <SubmitBar label="预约" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Coming = z
  .object({
    came: z.enum(['yes', 'no'], '请选择是否到检').transform((given) => given === 'yes'),
    absentWhy: textField('未到原因', 100),
  })
  .refine(({ came, absentWhy }) => came || absentWhy, {
    path: ['absentWhy'],
    message: '请填写未到原因',
  })

const comes = [
  { value: 'yes', label: '已到检' },
  { value: 'no', label: '未到' },
]

function CameDialog({ checkUpId, row, onClose }: OneProps) {
  const came = useCommand('health.came', staleAfterCare)
  return (
    <Dialog title={`登记到检：${row.fullName}`} open onClose={onClose}>
      <Form
        schema={Coming}
        defaults={{ came: 'yes', absentWhy: '' } as never}
        onSubmit={async (given) => {
          await came.mutateAsync({ checkUpId, retireeId: row.retireeId, ...given })
          toast('已登记')
          onClose()
        }}
      >
        <Fields>
          <RadioRow name="came" label="到检" required options={comes} />
          <TextField name="absentWhy" label="未到原因" maxLength={100} hint="未到时填写" />
        </Fields>
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Resulted = Result.omit({ checkUpId: true, retireeId: true })

function ResultDialog({ checkUpId, row, onClose }: OneProps) {
  const { today } = useSession()
  const result = useCommand('health.result', staleAfterCare)
  return (
    <Dialog title={`登记体检结果：${row.fullName}`} open onClose={onClose}>
      <Form
        schema={Resulted}
        defaults={{ resultedOn: today, summary: '', feedbackOn: '' } as never}
        onSubmit={async (given) => {
          await result.mutateAsync({ checkUpId, retireeId: row.retireeId, ...given })
          toast('已登记结果，反馈已列入应办')
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateText name="resultedOn" label="出结果日期" wholeDay required />
          <DateText name="feedbackOn" label="预约反馈日期" wholeDay hint="不填按政策期限" />
          <TextArea
            name="summary"
            label="结果摘要"
            span="all"
            rows={3}
            maxLength={300}
            hint="可不填；加密保存，按用途才能查看"
          />
        </Fields>
        <SubmitBar label="登记结果" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const FedBack = FeedBack.omit({ checkUpId: true, retireeId: true, followUps: true }).extend({
  followUp: textField('跟进事项', 60),
  detail: textField('说明', 500),
})

function FeedbackDialog({ checkUpId, row, onClose }: OneProps) {
  const { today } = useSession()
  const feedBack = useCommand('health.feedBack', [...staleAfterCare, 'tickets.'])
  return (
    <Dialog title={`登记一对一反馈：${row.fullName}`} open onClose={onClose}>
      <Form
        schema={FedBack}
        defaults={{ fedBackOn: today, feedbackBy: '', followUp: '', detail: '' }}
        onSubmit={async ({ followUp, detail, ...given }) => {
          const followUps = followUp ? [{ title: followUp, detail }] : []
          const one = { checkUpId, retireeId: row.retireeId }
          const { tickets } = await feedBack.mutateAsync({ ...one, ...given, followUps })
          toast(tickets.length > 0 ? `已登记反馈，转为事项 ${tickets[0]?.number}` : '已登记反馈')
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateText name="fedBackOn" label="反馈日期" wholeDay required />
          <TextField name="feedbackBy" label="反馈专家" required maxLength={60} />
          <TextField
            name="followUp"
            label="跟进事项"
            span="all"
            maxLength={60}
            hint="填写后转为就医事项，有人办、有期限；不写病情"
          />
          <TextArea name="detail" label="跟进说明" span="all" rows={2} maxLength={500} />
        </Fields>
        <SubmitBar label="登记反馈" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

/** The window for the next step of one person. */
export function CheckUpWindow({ job, ...one }: OneProps & { readonly job: CheckUpJob }) {
  if (job === 'book') return <BookDialog {...one} />
  if (job === 'came') return <CameDialog {...one} />
  return job === 'result' ? <ResultDialog {...one} /> : <FeedbackDialog {...one} />
}
