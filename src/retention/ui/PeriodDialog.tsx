import * as z from 'zod'
import { inWords } from '#src/retention/class.ts'
import type { RetentionLine } from '#src/retention/period.operations.ts'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

const Shape = z.object({
  months: z.int('请填写整数月数'),
  documentNo: z.string('请填写依据文号').trim().min(2, '请填写依据文号'),
  validFrom: z.iso.date('请填写生效日期'),
})

interface PeriodDialogProps {
  readonly line: RetentionLine
  readonly onClose: () => void
}

/** Asks for another period; a second person agrees before it holds. */
export function PeriodDialog({ line, onClose }: PeriodDialogProps) {
  const { today } = useSession()
  const set = useCommand('retention.set', ['retention.', 'approvals.'])
  const { code, title, months, least, most, basis } = line
  return (
    <Dialog title={`调整「${title}」的保存期限`} open onClose={onClose}>
      <Form
        schema={Shape}
        defaults={{ months, documentNo: '', validFrom: today }}
        onSubmit={async (values) => {
          await set.mutateAsync({ code, ...values })
          toast('已提交复核，另一人同意后生效')
          onClose()
        }}
      >
        <p>
          {basis}。可定 {inWords(least)}至 {inWords(most)}；只对本机构管辖范围有效。
        </p>
        <Fields columns={2}>
          <NumberText name="months" label="保存" unit="个月" required />
          <DateText name="validFrom" label="自何日起" wholeDay required />
          <TextField name="documentNo" label="依据文号" required maxLength={80} span="all" />
        </Fields>
        <SubmitBar label="提交复核" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
