import { Plan } from '#src/hardship/hardship.ts'
import type { PlanSeen } from '#src/hardship/find.ts'
import { addMonths } from '#src/kernel/day.ts'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterAid } from './stale.ts'

interface PlanDialogProps {
  readonly id: number
  readonly plan: PlanSeen | null
  readonly onClose: () => void
}

/** Who helps, how, and when it is looked at again. */
export function PlanDialog({ id, plan, onClose }: PlanDialogProps) {
  const { today } = useSession()
  const make = useCommand('hardship.plan', staleAfterAid)
  return (
    <Dialog title="一对一帮扶计划" open onClose={onClose}>
      <Form
        schema={Plan.omit({ id: true })}
        blank={null}
        defaults={{
          helper: plan?.helper ?? '',
          phone: plan?.phone ?? '',
          measures: plan?.measures ?? '',
          reviewOn: addMonths(today, 6),
        }}
        onSubmit={async (values) => {
          await make.mutateAsync({ id, ...values })
          toast('已保存')
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="helper" label="帮扶人" required maxLength={60} />
          <TextField name="phone" label="电话" maxLength={40} />
          <TextArea name="measures" label="帮扶措施" required maxLength={500} rows={4} span="all" />
          <DateText name="reviewOn" label="下次检查日期" wholeDay required />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
