import * as z from 'zod'
import { dayField, StayChanges, Why } from '#src/health/stay.ts'
import { arrangements, type Arrangement } from '#src/health/words.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterCare } from './stale.ts'
import { WhyDialog } from './WhyDialog.tsx'

export interface StayInHand {
  readonly id: number
  readonly fullName: string
  readonly admittedOn: string
  readonly dischargedOn: string | null
  readonly expectedUntil: string | null
  readonly hospital: string | null
  readonly ward: string | null
  readonly bed: string | null
  readonly transport: Arrangement
  readonly escort: Arrangement
}

interface StayProps {
  readonly stay: StayInHand
  readonly onClose: () => void
}

const Discharge = z.object({ dischargedOn: dayField('出院日期') })

/** Registers the discharge: the visits of the stay end, one at home is owed. */
export function DischargeDialog({ stay, onClose }: StayProps) {
  const { today } = useSession()
  const discharge = useCommand('health.discharge', staleAfterCare)
  return (
    <Dialog title={`登记出院：${stay.fullName}`} open onClose={onClose}>
      <Form
        schema={Discharge}
        defaults={{ dischargedOn: today }}
        onSubmit={async ({ dischargedOn }) => {
          await discharge.mutateAsync({ stayId: stay.id, dischargedOn })
          toast('已登记出院，回访已列入应办')
          onClose()
        }}
      >
        <DateText name="dischargedOn" label="出院日期" wholeDay required />
        <SubmitBar label="登记出院" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Arranged = StayChanges.pick({
  ward: true,
  bed: true,
  expectedUntil: true,
  transport: true,
  escort: true,
})

/** Ward and bed, transport and escort: arranged as one goes along. */
export function ArrangeDialog({ stay, onClose }: StayProps) {
  const amend = useCommand('health.amendStay', staleAfterCare)
  const { ward, bed, expectedUntil, transport, escort } = stay
  return (
    <Dialog title={`接送陪护：${stay.fullName}`} open onClose={onClose}>
      <Form
        schema={Arranged}
        defaults={{ ward: ward ?? '', bed: bed ?? '', expectedUntil, transport, escort } as never}
        blank={null}
        onSubmit={async (changes) => {
          await amend.mutateAsync({ stayId: stay.id, changes })
          toast('已保存')
          onClose()
        }}
      >
        <Fields columns={2}>
          <RadioRow
            name="transport"
            label="专车接送"
            span="all"
            options={optionsOf(arrangements)}
          />
          <RadioRow name="escort" label="陪护" span="all" options={optionsOf(arrangements)} />
          <TextField name="ward" label="病区" maxLength={40} />
          <TextField name="bed" label="床位" maxLength={20} />
          <DateText name="expectedUntil" label="预计出院日期" wholeDay />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Amended = z.object({
  admittedOn: dayField('入院日期'),
  dischargedOn: dayField('出院日期').nullable(),
  hospital: StayChanges.shape.hospital,
  why: Why,
})

/** Puts the days and the hospital right; an empty day of discharge means still in hospital. */
export function AmendStayDialog({ stay, onClose }: StayProps) {
  const amend = useCommand('health.amendStay', staleAfterCare)
  const { admittedOn, dischargedOn, hospital } = stay
  return (
    <Dialog title={`更正住院记录：${stay.fullName}`} open onClose={onClose}>
      <Form
        schema={Amended}
        defaults={{ admittedOn, dischargedOn, hospital: hospital ?? '', why: '' } as never}
        blank={null}
        onSubmit={async ({ why, ...changes }) => {
          await amend.mutateAsync({ stayId: stay.id, changes, why })
          toast('已更正')
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateText name="admittedOn" label="入院日期" wholeDay required />
          <DateText name="dischargedOn" label="出院日期" wholeDay hint="清空表示仍在住院" />
          <TextField name="hospital" label="医院" required span="all" maxLength={80} />
          <TextField name="why" label="缘由" required span="all" maxLength={200} />
        </Fields>
        <SubmitBar label="更正" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

/** Takes a stay back that was registered by mistake. */
export function WithdrawStayDialog({ stay, onClose }: StayProps) {
  const withdraw = useCommand('health.withdrawStay', staleAfterCare)
  return (
    <WhyDialog
      title={`撤销住院记录：${stay.fullName}`}
      action="撤销"
      onDone={({ why }) => withdraw.mutateAsync({ stayId: stay.id, why })}
      onClose={onClose}
    >
      <p>登记有误时撤销。由它列出的看望随之撤销，缘由留痕。</p>
    </WhyDialog>
  )
}

export type StayJob = 'discharge' | 'arrange' | 'amend' | 'withdraw'

/** The window for the work on one stay. */
export function StayWindow({ job, ...props }: StayProps & { readonly job: StayJob }) {
  if (job === 'discharge') return <DischargeDialog {...props} />
  if (job === 'arrange') return <ArrangeDialog {...props} />
  return job === 'amend' ? <AmendStayDialog {...props} /> : <WithdrawStayDialog {...props} />
}
