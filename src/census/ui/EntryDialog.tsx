import type { CountedPerson } from '#src/census/flow.ts'
import { entryKinds, StateEntry, type EntryKind } from '#src/census/register.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

interface EntryDialogProps {
  readonly person: CountedPerson
  readonly onClose: () => void
}

/** States how someone came on the register, where the dates suggest something else. */
export function EntryDialog({ person, onClose }: EntryDialogProps) {
  const save = useCommand('census.stateEntry', ['census.', 'roster.'])
  return (
    <Dialog title={`核定入册原因：${person.fullName}`} open onClose={onClose}>
      <Form
        schema={StateEntry}
        defaults={{
          id: person.id,
          kind: (person.line ?? 'lateRegistered') as EntryKind,
          origin: '',
          documentNo: '',
        }}
        onSubmit={async (values) => {
          await save.mutateAsync(values)
          toast(`已核定为${entryKinds[values.kind]}`)
          onClose()
        }}
      >
        <RadioRow name="kind" label="入册原因" required options={optionsOf(entryKinds)} />
        <TextField name="origin" label="从哪里转入" hint="转入的须填写，例如：邻县老干部局" />
        <TextField name="documentNo" label="文号" />
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
