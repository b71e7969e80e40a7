import * as z from 'zod'
import { formatDay } from '#src/kernel/day.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { askChannels, type AskChannel } from '../words.ts'

const Asked = z.object({
  channel: z.enum(Object.keys(askChannels) as AskChannel[], '请选择提出方式'),
  askedBy: z.string('请填写提出人'),
  question: z.string('请填写疑问'),
})

interface AskDialogProps {
  readonly id: number
  readonly look: {
    readonly id: number
    readonly at: string | Date
    readonly name: string
    readonly did: string
  }
  readonly onClose: () => void
}

/** Takes down what a person asks about one look. */
export function AskDialog({ id, look, onClose }: AskDialogProps) {
  const ask = useCommand('transparency.ask', ['transparency.'])
  return (
    <Dialog title="登记疑问" open onClose={onClose}>
      <Form
        schema={Asked}
        defaults={{ channel: '', askedBy: '本人', question: '' } as never}
        onSubmit={async (values) => {
          const { dueOn } = await ask.mutateAsync({ id, lookId: look.id, ...values })
          toast(`已登记，${formatDay(dueOn)}前由另一位同志答复`)
          onClose()
        }}
      >
        <p className="muted">
          问的是：{clockTime(look.at)} {look.name} {look.did}
        </p>
        <RadioRow name="channel" label="怎样提出的" required options={optionsOf(askChannels)} />
        <TextField
          name="askedBy"
          label="提出人"
          required
          maxLength={60}
          hint="本人，或姓名及关系"
        />
        <TextArea name="question" label="疑问" required rows={3} maxLength={300} />
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
