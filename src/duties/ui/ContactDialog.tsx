import type { DutyRow } from '#src/duties/list.ts'
import { codeSets } from '#src/roster/codes.ts'
import { SaveContact } from '#src/roster/contact.ts'
import { CheckField, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

interface ContactDialogProps {
  readonly row: DutyRow
  readonly open: boolean
  readonly onClose: () => void
}

/** Names whom to call in an emergency. */
export function ContactDialog({ row, open, onClose }: ContactDialogProps) {
  const save = useCommand('roster.saveContact', ['roster.', 'duties.', 'home.'])
  return (
    <Dialog title={`登记紧急联系人：${row.fullName}`} open={open} onClose={onClose}>
      <Form
        schema={SaveContact}
        defaults={{
          id: row.retireeId,
          name: '',
          relation: '',
          phone: '',
          isEmergency: true,
          consented: false,
        }}
        onSubmit={async (values) => {
          await save.mutateAsync(values)
          toast(`已登记${row.fullName}的紧急联系人`)
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="name" label="姓名" required />
          <Select
            name="relation"
            label="与本人关系"
            required
            options={optionsOf(codeSets.relation)}
          />
          <TextField name="phone" label="电话" inputMode="tel" span="all" />
          <CheckField name="consented" label="联系人已同意留下姓名和电话" span="all" />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
