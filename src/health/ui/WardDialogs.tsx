import { OpenWard, RecordRound } from '#src/health/ward.ts'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import type { Known } from './PersonPick.tsx'
import { staleAfterCare } from './stale.ts'

const NewWard = OpenWard.omit({ retireeId: true })

/** Opens a home ward: from then on rounds are owed at its pace. */
export function WardDialog({
  who,
  onClose,
}: {
  readonly who: Known
  readonly onClose: () => void
}) {
  const { today } = useSession()
  const open = useCommand('health.openWard', staleAfterCare)
  return (
    <Dialog title={`建立家庭病房：${who.fullName}`} open onClose={onClose}>
      <Form
        schema={NewWard}
        defaults={{ openedOn: today, everyDays: 14, clinic: '', doctor: '' }}
        onSubmit={async (ward) => {
          await open.mutateAsync({ ...ward, retireeId: who.retireeId })
          toast('已建立家庭病房，巡诊按间隔列入应办')
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateText name="openedOn" label="建床日期" wholeDay required />
          <NumberText name="everyDays" label="巡诊间隔" unit="天" required />
          <TextField name="clinic" label="巡诊机构" required maxLength={80} />
          <TextField name="doctor" label="责任医生" required maxLength={60} />
        </Fields>
        <SubmitBar label="建立" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Round = RecordRound.omit({ wardId: true })

interface RoundDialogProps {
  readonly ward: { readonly id: number; readonly fullName: string; readonly doctor: string }
  readonly onClose: () => void
}

/** Records a round; what was seen is kept sealed. */
export function RoundDialog({ ward, onClose }: RoundDialogProps) {
  const { today } = useSession()
  const record = useCommand('health.recordRound', staleAfterCare)
  return (
    <Dialog title={`登记巡诊：${ward.fullName}`} open onClose={onClose}>
      <Form
        schema={Round}
        defaults={{ madeOn: today, doctor: ward.doctor, note: '' }}
        onSubmit={async (round) => {
          await record.mutateAsync({ ...round, wardId: ward.id })
          toast('已登记巡诊')
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateText name="madeOn" label="巡诊日期" wholeDay required />
          <TextField name="doctor" label="巡诊医生" required maxLength={60} />
          <TextArea
            name="note"
            label="巡诊所见"
            span="all"
            rows={3}
            maxLength={200}
            hint="可不填；加密保存，按用途才能查看"
          />
        </Fields>
        <SubmitBar label="登记巡诊" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
