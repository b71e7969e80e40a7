import * as z from 'zod'
import { ComboPick, type PickItem } from '#src/web/kit/ComboPick.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { findPeople } from './MatchPerson.tsx'

const Taken = z.object({
  person: z.custom<PickItem | null>().optional(),
  callerName: z.string().optional(),
  callerPhone: z.string().optional(),
  said: z.string().optional(),
})

interface TakeDialogProps {
  readonly onClose: () => void
  readonly onTaken: (id: number) => void
}

/** A call for help by telephone: whoever picks up writes it down, and has it. */
export function TakeDialog({ onClose, onTaken }: TakeDialogProps) {
  const take = useCommand('calls.take', ['calls.'])
  return (
    <Dialog title="登记来电" open onClose={onClose}>
      <Form
        schema={Taken}
        defaults={{ person: null as PickItem | null, callerName: '', callerPhone: '', said: '' }}
        onSubmit={async ({ person, ...told }) => {
          const { id } = await take.mutateAsync({
            ...told,
            ...(person && { retireeId: Number(person.id) }),
          })
          toast('已登记，由您处置')
          onTaken(id)
          onClose()
        }}
      >
        <ComboPick
          name="person"
          label="呼叫人"
          placeholder="姓名、拼音或电话"
          search={findPeople}
          hint="一时问不清可以先空着，以后再对上"
        />
        <TextField name="callerName" label="来电人" maxLength={60} hint="不是本人时填写" />
        <TextField name="callerPhone" label="来电号码" maxLength={40} inputMode="tel" />
        <TextArea name="said" label="所说的事" rows={2} maxLength={300} />
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
