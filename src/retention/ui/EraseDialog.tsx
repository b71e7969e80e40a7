import * as z from 'zod'
import type { Erasable } from '#src/retention/erasure.operations.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

const Shape = z.object({
  reason: z.string('请写明依据').trim().min(4, '请写明依据，至少 4 个字'),
})

interface EraseDialogProps {
  readonly person: Erasable
  readonly onClose: () => void
}

/** Asks for a record to be deleted for good. */
export function EraseDialog({ person, onClose }: EraseDialogProps) {
  const erase = useCommand('retention.erase', ['retention.', 'approvals.'])
  return (
    <Dialog title={`永久删除${person.fullName}的档案`} open onClose={onClose}>
      <Form
        schema={Shape}
        defaults={{ reason: '' }}
        onSubmit={async (values) => {
          await erase.mutateAsync({ id: person.id, ...values })
          toast('已提交复核，另一人同意后删除')
          onClose()
        }}
      >
        <p>档案、归属、走访、事项、附件和名单中的各行都会删除，不能找回；留痕里只剩编号。</p>
        <Fields columns={1}>
          <TextArea name="reason" label="依据" required maxLength={200} rows={3} />
        </Fields>
        <SubmitBar label="提交复核" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
