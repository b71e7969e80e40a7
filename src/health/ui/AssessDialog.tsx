import { Assess } from '#src/health/assessment.ts'
import { codeSets } from '#src/roster/codes.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import type { Known } from './PersonPick.tsx'
import { staleAfterCare } from './stale.ts'

const Assessment = Assess.omit({ retireeId: true })

/** Records an assessment; the record then says what was assessed last. */
export function AssessDialog({
  who,
  onClose,
}: {
  readonly who: Known
  readonly onClose: () => void
}) {
  const { today } = useSession()
  const assess = useCommand('health.assess', staleAfterCare)
  return (
    <Dialog title={`登记自理能力评估：${who.fullName}`} open onClose={onClose}>
      <Form
        schema={Assessment}
        defaults={{ assessedOn: today, level: '', assessor: '' } as never}
        onSubmit={async (given) => {
          await assess.mutateAsync({ ...given, retireeId: who.retireeId })
          toast('已登记评估，档案中的自理能力随之更新')
          onClose()
        }}
      >
        <Fields columns={2}>
          <RadioRow
            name="level"
            label="自理能力"
            required
            span="all"
            options={optionsOf(codeSets.selfCareLevel)}
          />
          <DateText name="assessedOn" label="评估日期" wholeDay required />
          <TextField name="assessor" label="评估人" required maxLength={60} />
        </Fields>
        <SubmitBar label="登记评估" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
