import * as z from 'zod'
import type { Alert } from '#src/audit/alert.operations.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { saysOf } from './alertColumns.tsx'

const sentence = '请写明核实的情况，至少四个字'
const Shape = z.object({ note: z.string(sentence).trim().min(4, sentence) })

interface CloseAlertDialogProps {
  readonly alert: Alert | undefined
  readonly onClose: () => void
}

/** Closes an alert with what was found out; the note stays. */
export function CloseAlertDialog({ alert, onClose }: CloseAlertDialogProps) {
  const close = useCommand('audit.closeAlert', ['audit.'])
  return (
    <Dialog title="处理安全告警" open={alert !== undefined} onClose={onClose}>
      {alert && (
        <Form
          schema={Shape}
          defaults={{ note: '' }}
          onSubmit={async ({ note }) => {
            await close.mutateAsync({ id: alert.id, note })
            toast('已处理')
            onClose()
          }}
        >
          <p>
            {alert.account ? `${alert.name}（${alert.account}）` : '平台'}：{saysOf(alert)}
          </p>
          <Fields columns={1}>
            <TextArea
              name="note"
              label="核实情况"
              hint="问过谁、什么原因、采取了什么措施；保存后不能修改"
              required
              maxLength={300}
              rows={3}
            />
          </Fields>
          <SubmitBar label="处理完毕" onCancel={onClose} />
        </Form>
      )}
    </Dialog>
  )
}
