import type { ReactNode } from 'react'
import * as z from 'zod'
import { Why } from '#src/health/stay.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'

interface WhyDialogProps {
  readonly title: string
  readonly action: string
  /** The label of the day asked for; absent where none is. */
  readonly day?: string
  readonly children?: ReactNode
  readonly onDone: (given: { why: string; on: string }) => Promise<unknown>
  readonly onClose: () => void
}

const Reason = z.object({ why: Why, on: z.iso.date('请填写日期') })

/** Asks for the reason, and where needed the day, before something is ended or taken back. */
export function WhyDialog({ title, action, day, children, onDone, onClose }: WhyDialogProps) {
  const { today } = useSession()
  return (
    <Dialog title={title} open onClose={onClose}>
      {children}
      <Form
        schema={Reason}
        defaults={{ why: '', on: today }}
        onSubmit={async (given) => {
          await onDone(given)
          toast(`已${action}`)
          onClose()
        }}
      >
        <Fields>
          {day && <DateText name="on" label={day} wholeDay required />}
          <TextArea name="why" label="缘由" required rows={2} maxLength={200} />
        </Fields>
        <SubmitBar label={action} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
