import * as z from 'zod'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

const Shape = z.object({
  note: z.string('请写明恢复的原因和时点').trim().min(4, '请写明恢复的原因和时点'),
})

interface RestoreDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** After a restore the copies outside know more seals than the database: the auditor says why. */
export function RestoreDialog({ open, onClose }: RestoreDialogProps) {
  const accept = useCommand('audit.acceptRestore', ['audit.'])
  return (
    <Dialog title="认可数据库恢复" open={open} onClose={onClose}>
      <Form
        schema={Shape}
        defaults={{ note: '' }}
        onSubmit={async (values) => {
          await accept.mutateAsync(values)
          toast('已认可，抄存从共同的末号接着写')
          onClose()
        }}
      >
        <p>
          仅在数据库确实从备份恢复到较早时点后使用。抄本里多出的封印保留可查，此后的封印接着写。
        </p>
        <Fields columns={1}>
          <TextArea name="note" label="原因和恢复到的时点" required maxLength={200} rows={3} />
        </Fields>
        <SubmitBar label="认可" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
