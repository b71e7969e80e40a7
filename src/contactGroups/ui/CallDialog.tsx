import * as z from 'zod'
import { contactWays, noteHint, RecordContact } from '#src/contactGroups/contact.ts'
import { FreeTextWarning } from '#src/roster/ui/form/FreeTextWarning.tsx'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { CheckField, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { PhoneNumbers } from './PhoneNumbers.tsx'

export interface Called {
  readonly retireeId: number
  readonly fullName: string
}

/** What a recorded contact makes stale. */
export const staleAfterContact = ['contacts.', 'contactGroups.', 'duties.', 'home.', 'tickets.']

interface CallDialogProps {
  readonly who: Called
  readonly onClose: () => void
}

const Typed = z
  .object({
    ...RecordContact.omit({ retireeId: true }).shape,
    category: z.string().optional(),
    title: z.string().trim().max(60, '最多 60 个字').optional(),
  })
  .refine(({ category, title }) => Boolean(category) === Boolean(title), {
    path: ['title'],
    message: '有需要办的事，请同时选择类别并写明是什么',
  })

/** Shows the numbers to dial, and writes down one call, message or letter. */
export function CallDialog({ who, onClose }: CallDialogProps) {
  const { today, name } = useSession()
  const record = useCommand('contacts.record', staleAfterContact)
  const { retireeId } = who
  return (
    <Dialog title={`登记联系：${who.fullName}`} open onClose={onClose} wide>
      <PhoneNumbers id={retireeId} name={who.fullName} />
      <Form
        schema={Typed}
        defaults={{
          contactedOn: today,
          way: 'phone',
          reached: true,
          contactedBy: name,
          note: '',
          nextOn: '',
          category: '',
          title: '',
        }}
        onSubmit={async ({ category, title, ...contact }) => {
          const need = category && title ? { category, title } : null
          const { ticket } = await record.mutateAsync({
            ...contact,
            retireeId,
            need: need as never,
          })
          toast(ticket ? `已登记，转为事项 ${ticket}` : `已登记对${who.fullName}的联系`)
          onClose()
        }}
      >
        <Fields columns={2}>
          <RadioRow name="way" label="方式" required options={optionsOf(contactWays)} />
          <CheckField name="reached" label="联系上了本人或家属" />
          <DateText name="contactedOn" label="联系日期" wholeDay required />
          <TextField name="contactedBy" label="联系人" required maxLength={60} />
          <TextField name="note" label="情况" maxLength={100} hint={noteHint} span="all" />
          <Select
            name="category"
            label="需要办的事"
            placeholder="没有"
            options={optionsOf(ticketCategories)}
          />
          <TextField
            name="title"
            label="是什么事"
            maxLength={60}
            hint="转为事项，由责任单位限期答复"
          />
          <DateText name="nextOn" label="下次联系" wholeDay hint="约好了日子才填" />
        </Fields>
        <FreeTextWarning name="note" />
        <SubmitBar label="登记联系" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
