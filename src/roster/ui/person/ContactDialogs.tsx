import { codeSets } from '#src/roster/codes.ts'
import { SaveContact } from '#src/roster/contact.ts'
import { CheckField, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { ConfirmDialog, Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { isShownInPart, sentOf } from './contactForm.ts'
import { staleAfter, type Contact, type Person } from './person.ts'

interface ContactDialogProps {
  readonly person: Person
  /** The one to be changed; absent for a new one. */
  readonly contact?: Contact | undefined
  readonly onClose: () => void
}

/** Family and whom to call. */
export function ContactDialog({ person, contact, onClose }: ContactDialogProps) {
  const save = useCommand('roster.saveContact', staleAfter)
  return (
    <Dialog
      title={contact ? `修改联系人：${contact.name}` : '添加家属或联系人'}
      open
      onClose={onClose}
    >
      <Form
        schema={SaveContact.omit({ id: true, contactId: true })}
        blank={null}
        defaults={{
          name: contact?.name ?? '',
          relation: contact?.relation ?? '',
          phone: isShownInPart(contact) ? '' : (contact?.phone ?? ''),
          address: contact?.address ?? '',
          isEmergency: contact?.isEmergency ?? person.contacts.length === 0,
          consented: contact?.consented ?? false,
        }}
        onSubmit={async (values) => {
          const which = contact ? { contactId: contact.id } : {}
          await save.mutateAsync({ id: person.id, ...which, ...sentOf(contact, values) })
          toast(`已保存联系人${values.name}`)
          onClose()
        }}
      >
        <Fields>
          <TextField name="name" label="姓名" required maxLength={60} />
          <Select name="relation" label="与本人关系" required options={relations} />
          <TextField
            name="phone"
            label="电话"
            inputMode="tel"
            maxLength={40}
            hint={isShownInPart(contact) ? `现为 ${contact?.phone}，不改就不填` : undefined}
          />
          <TextField name="address" label="住址" span="all" maxLength={200} />
          <CheckField name="isEmergency" label="紧急时先联系" />
          <CheckField name="consented" label="本人同意留下姓名和电话" />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const relations = optionsOf(codeSets.relation)

interface RemoveContactProps {
  readonly person: Person
  readonly contact: Contact
  readonly onClose: () => void
}

/** Takes a contact off the record; the history keeps it. */
export function RemoveContactDialog({ person, contact, onClose }: RemoveContactProps) {
  const remove = useCommand('roster.removeContact', staleAfter)
  return (
    <ConfirmDialog
      title="移除联系人"
      open
      onClose={onClose}
      action="移除"
      danger
      onConfirm={async () => {
        await remove.mutateAsync({ id: person.id, contactId: contact.id })
        toast(`已移除联系人${contact.name}`)
      }}
    >
      从{person.values.fullName}的联系人中移除“{contact.name}”？
      {person.contacts.filter(({ isEmergency }) => isEmergency).length === 1 &&
        contact.isEmergency &&
        '移除后没有紧急联系人，会列为资料缺项。'}
    </ConfirmDialog>
  )
}
