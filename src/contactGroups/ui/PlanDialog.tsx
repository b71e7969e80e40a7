import * as z from 'zod'
import { planHint, SavePlan, type PlanRow } from '#src/contactGroups/plan.ts'
import { FreeTextWarning } from '#src/roster/ui/form/FreeTextWarning.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterContact } from './CallDialog.tsx'

interface PlanDialogProps {
  readonly id: number
  readonly fullName: string
  readonly plan: PlanRow | undefined
  readonly onClose: () => void
}

const Typed = SavePlan.omit({ retireeId: true }).extend({
  measures: z
    .string('请写服务措施')
    .transform((text) => text.split('\n').flatMap((line) => line.trim() || []))
    .pipe(SavePlan.shape.measures),
})

/** Makes a plan, or looks at the one in force again, changed or not. */
export function PlanDialog({ id, fullName, plan, onClose }: PlanDialogProps) {
  const save = useCommand('contacts.savePlan', staleAfterContact)
  return (
    <Dialog title={`${plan ? '复查' : '制定'}服务计划：${fullName}`} open onClose={onClose} wide>
      <Form
        schema={Typed}
        defaults={{
          measures: plan?.measures.join('\n') ?? '',
          contactWish: plan?.contactWish ?? '',
          dailyLife: plan?.dailyLife ?? '',
        }}
        onSubmit={async (values) => {
          await save.mutateAsync({ retireeId: id, ...values })
          toast(plan ? '已复查，下次复查的日子随之顺延' : '已制定服务计划')
          onClose()
        }}
      >
        <Fields columns={1}>
          <TextArea
            name="measures"
            label="服务措施"
            required
            rows={4}
            hint={`一行一条，例如：每月代取药品。${planHint}`}
          />
          <TextField
            name="contactWish"
            label="联系意愿"
            maxLength={100}
            hint="愿意何时、用什么方式联系"
          />
          <TextField
            name="dailyLife"
            label="生活偏好"
            maxLength={200}
            hint="起居、饮食、兴趣；本岗位看不到的不会改动"
          />
        </Fields>
        <FreeTextWarning name="measures" />
        <SubmitBar label={plan ? '保存复查' : '制定'} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Ending = z.object({
  reason: z.string('请填写原因').trim().min(2, '请填写原因').max(100, '原因最多 100 个字'),
})

/** Ends the plan in force. */
export function EndPlanDialog({ id, fullName, onClose }: PlanDialogProps) {
  const end = useCommand('contacts.endPlan', staleAfterContact)
  return (
    <Dialog title={`结束服务计划：${fullName}`} open onClose={onClose}>
      <Form
        schema={Ending}
        defaults={{ reason: '' }}
        onSubmit={async (values) => {
          await end.mutateAsync({ retireeId: id, ...values })
          toast('服务计划已结束')
          onClose()
        }}
      >
        <TextField name="reason" label="原因" required maxLength={100} />
        <SubmitBar label="结束计划" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
