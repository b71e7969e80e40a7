import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod'
import { Apply, categories, channels } from '#src/hardship/hardship.ts'
import { call } from '#src/web/api.ts'
import { CheckField, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { ComboPick, type PickItem } from '#src/web/kit/ComboPick.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { staleAfterAid } from './stale.ts'

const Typed = z.object({
  ...Apply.shape,
  retireeId: z.object({ id: z.coerce.number() }, '请选择老同志').transform(({ id }) => id),
  contactId: z
    .string()
    .nullish()
    .transform((id) => (id ? Number(id) : null)),
})

interface ApplyDialogProps {
  /** For whom it is, where that is known. */
  readonly person?: PickItem
  readonly onClose: () => void
}

/** Writes down an application, however it came. */
export function ApplyDialog({ person, onClose }: ApplyDialogProps) {
  const { today } = useSession()
  const may = useMay()
  const navigate = useNavigate()
  const apply = useCommand('hardship.apply', staleAfterAid)
  return (
    <Dialog title="登记困难帮扶申请" open onClose={onClose} wide>
      <Form
        schema={Typed}
        defaults={{
          ...(person && { retireeId: person }),
          contactId: '',
          urgent: false,
          appliedOn: today,
          appliedBy: '',
          channel: 'office',
          reason: '',
        }}
        onSubmit={async (values) => {
          const { id } = await apply.mutateAsync(values)
          toast('已登记，下一步入户调查')
          onClose()
          if (may('hardship.read')) void navigate(`/hardship/${id}`)
        }}
      >
        <Fields columns={2}>
          <ComboPick name="retireeId" label="老同志" required search={found} />
          <Survivor />
          <Select name="category" label="困难类别" required options={optionsOf(categories)} />
          <Select name="channel" label="申请方式" required options={optionsOf(channels)} />
          <TextField name="appliedBy" label="申请人" required hint="例如：本人、长女、社区代办" />
          <DateText name="appliedOn" label="申请日期" wholeDay required />
          <TextArea
            name="reason"
            label="困难情况"
            required
            maxLength={500}
            rows={4}
            span="all"
            hint="只写困难本身，不评价个人；加密保存，只有办理帮扶的人能看"
          />
          <CheckField name="urgent" label="情况紧急，简化手续（不公示，由局领导直接审批）" />
        </Fields>
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

async function found(text: string): Promise<readonly PickItem[]> {
  const people = await call('roster.find', { text })
  return people
    .filter(({ leftReason }) => leftReason === null || leftReason === 'deceased')
    .map(({ id, fullName, birth, unit, leftReason }) => ({
      id,
      title: fullName,
      note: [leftReason && '已去世', birth, unit].filter(Boolean).join('　'),
    }))
}

/** Of someone who died the survivors are asked for; of the living nothing. */
function Survivor() {
  const chosen = useWatch({ name: 'retireeId' }) as PickItem | null
  const id = Number(chosen?.id ?? 0)
  const died = chosen?.note?.startsWith('已去世') ?? false
  const survivors = useCall('hardship.survivors', { id }, { enabled: died && id > 0 })
  if (!died) return null
  const options = (survivors.data ?? []).map((one) => ({
    value: String(one.id),
    label: `${one.name}（${one.relation}）`,
  }))
  return (
    <Select
      name="contactId"
      label="为哪位遗属申请"
      required
      options={options}
      hint={survivors.data?.length === 0 ? '档案里没有家属，请先登记' : undefined}
    />
  )
}
