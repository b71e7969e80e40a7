import * as z from 'zod'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfter, type Person } from './person.ts'

const Why = z.object({ reason: z.string('请填写理由') })

interface VipDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Puts a person under special protection, or ends it. */
export function VipDialog({ person, onClose }: VipDialogProps) {
  const set = useCommand('roster.setVip', staleAfter)
  const isVip = !person.access.isVip
  return (
    <Dialog title={isVip ? '设为重点保护' : '取消重点保护'} open onClose={onClose}>
      <Form
        schema={Why}
        defaults={{ reason: '' }}
        onSubmit={async ({ reason }) => {
          await set.mutateAsync({ id: person.id, isVip, reason })
          toast(isVip ? '已设为重点保护' : '已取消重点保护')
          onClose()
        }}
      >
        <p className="muted">
          {isVip
            ? '设定后，任何人查看这份档案的详情，每次都要写明用途和事由，并提醒审计。'
            : '取消后，按一般档案的规定查看。'}
        </p>
        <TextArea name="reason" label="理由" required rows={2} maxLength={200} />
        <SubmitBar label={isVip ? '设定' : '取消保护'} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
