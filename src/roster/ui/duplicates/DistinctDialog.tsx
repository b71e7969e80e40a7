import * as z from 'zod'
import type { DuplicatePair } from '#src/roster/duplicates.operations.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

const Ground = z.object({ reason: z.string('请填写依据') })

interface DistinctDialogProps {
  readonly pair: DuplicatePair
  readonly onClose: () => void
}

/** Declares two people who look alike to be two; they are not offered again. */
export function DistinctDialog({ pair, onClose }: DistinctDialogProps) {
  const declare = useCommand('roster.declareDistinct', ['roster.'])
  return (
    <Dialog title="认定为两人" open onClose={onClose}>
      <Form
        schema={Ground}
        defaults={{ reason: '' }}
        onSubmit={async ({ reason }) => {
          const { firstId, secondId } = pair
          await declare.mutateAsync({ firstId, secondId, reason })
          toast('已认定为两人，不再列出')
          onClose()
        }}
      >
        <p>
          {pair.firstName}（{pair.firstUnit ?? '没有现管单位'}）与{pair.secondName}（
          {pair.secondUnit ?? '没有现管单位'}）：{pair.signals.join('、')}。
        </p>
        <TextArea
          name="reason"
          label="依据"
          required
          maxLength={200}
          hint="怎样核对的，例如：身份证原件核对，生日不同"
        />
        <SubmitBar label="认定为两人" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
