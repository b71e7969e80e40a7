import * as z from 'zod'
import { verificationMethods, type VerificationMethod } from '#src/roster/verification.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

const Verified = z.object({
  on: z.iso.date('请填写核实日期'),
  method: z.enum(Object.keys(verificationMethods) as VerificationMethod[], '请选择核实方式'),
  note: z.string().optional(),
})

interface VerifyDialogProps {
  readonly ids: readonly number[]
  /** Whom it is about: a name, or how many. */
  readonly who: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone?: () => void
}

/** Notes that the records were checked against the people. */
export function VerifyDialog({ ids, who, open, onClose, onDone }: VerifyDialogProps) {
  const { today } = useSession()
  const verify = useCommand('roster.verify', ['roster.', 'duties.', 'home.'])
  return (
    <Dialog title={`登记核实：${who}`} open={open} onClose={onClose}>
      <Form
        schema={Verified}
        defaults={{ on: today, note: '' }}
        onSubmit={async (values) => {
          const { verified } = await verify.mutateAsync({ ids: [...ids], ...values })
          toast(`已登记 ${verified} 人信息核实`)
          onDone?.()
          onClose()
        }}
      >
        <RadioRow
          name="method"
          label="核实方式"
          required
          options={optionsOf(verificationMethods)}
        />
        <DateText name="on" label="核实日期" wholeDay required />
        <TextArea name="note" label="说明" maxLength={200} rows={2} />
        <SubmitBar label="登记核实" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
