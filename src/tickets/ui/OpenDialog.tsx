import { useNavigate } from 'react-router'
import * as z from 'zod'
import { OpenByHand } from '#src/tickets/shape.ts'
import { ticketCategories, ticketSources, titleHint, typedSources } from '#src/tickets/ticket.ts'
import { findVisited } from '#src/visits/ui/findVisited.ts'
import { CheckField, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { ComboPick } from '#src/web/kit/ComboPick.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterStep } from './words.tsx'

const sourceLabels = Object.fromEntries(typedSources.map((code) => [code, ticketSources[code]]))

const Shape = OpenByHand.omit({ retireeId: true, ownerOrgId: true }).extend({
  who: z.object({ id: z.number() }, '请选择老同志'),
})

interface OpenDialogProps {
  /** The person, where it is already known. */
  readonly person?: { readonly id: number; readonly fullName: string }
  readonly onClose: () => void
}

/** A need told by telephone, in person, by letter, on paper or by the family. */
export function OpenDialog({ person, onClose }: OpenDialogProps) {
  const navigate = useNavigate()
  const open = useCommand('tickets.open', staleAfterStep)
  return (
    <Dialog
      title={person ? `登记${person.fullName}的事项` : '登记事项'}
      open
      wide
      onClose={onClose}
    >
      <Form
        schema={Shape}
        defaults={{
          who: (person ? { id: person.id, title: person.fullName } : null) as never,
          title: '',
          detail: '',
          category: '' as never,
          source: '' as never,
          urgent: false,
          dueOn: '',
        }}
        onSubmit={async ({ who, ...given }) => {
          const { id, number } = await open.mutateAsync({ ...given, retireeId: who.id })
          toast(`已登记，编号 ${number}`)
          onClose()
          void navigate(`/tickets/${id}`)
        }}
      >
        <Fields columns={2}>
          {!person && (
            <ComboPick
              name="who"
              label="老同志"
              required
              span="all"
              search={findVisited}
              placeholder="输入姓名、拼音首字母或电话查找"
            />
          )}
          <TextField
            name="title"
            label="事项"
            required
            span="all"
            maxLength={60}
            hint={titleHint}
            placeholder="如：楼道加装扶手"
          />
          <Select name="category" label="类别" required options={optionsOf(ticketCategories)} />
          <Select name="source" label="来源" required options={optionsOf(sourceLabels)} />
          <TextArea
            name="detail"
            label="具体情况"
            span="all"
            rows={3}
            maxLength={500}
            hint="加密保存，只有办理的人能看；不评价个人"
          />
          <DateText name="dueOn" label="办理期限" wholeDay hint="不填按政策参数确定" />
          <CheckField name="urgent" label="紧急" />
        </Fields>
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
