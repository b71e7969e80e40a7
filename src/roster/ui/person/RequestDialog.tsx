import { useState } from 'react'
import * as z from 'zod'
import { fieldOf, fields, RetireeShape, showValue, type FieldKey } from '#src/roster/fields.ts'
import { requestChannels, type Channel } from '#src/roster/request.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { FieldInput } from '../form/FieldInput.tsx'
import { formValues, tidied } from '../form/values.ts'
import type { Person } from './person.ts'

const Wish = z.object({
  proposed: z.preprocess(tidied, RetireeShape),
  reason: z.string('请填写说明'),
  channel: z.enum(Object.keys(requestChannels) as Channel[], '请选择提出方式'),
  requestedBy: z.string('请填写提出人'),
})

interface RequestDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Passes on a wish to have the record corrected; someone else decides on it. */
export function RequestDialog({ person, onClose }: RequestDialogProps) {
  const [chosen, setChosen] = useState<readonly FieldKey[]>([])
  const request = useCommand('roster.requestChange', ['roster.'])
  const offered = fields.filter(({ key }) => !chosen.includes(key) && !person.hidden.includes(key))
  return (
    <Dialog title={`提出更正：${person.values.fullName ?? ''}`} wide open onClose={onClose}>
      <Form
        schema={Wish}
        defaults={{ proposed: formValues({}), reason: '', requestedBy: '', channel: '' } as never}
        onSubmit={async ({ proposed, ...rest }) => {
          const wanted = chosen.map((key) => [key, proposed[key] ?? null])
          await request.mutateAsync({
            id: person.id,
            proposed: Object.fromEntries(wanted),
            ...rest,
          })
          toast('已提出，等待核实')
          onClose()
        }}
      >
        <Select
          label="要更正的栏目"
          placeholder="选择栏目，可以选多个"
          options={offered.map(({ key, title }) => ({ value: key, label: title }))}
          value=""
          onChange={(key) => key && setChosen([...chosen, key as FieldKey])}
        />
        {chosen.map((key) => (
          <div key={key} className="field">
            <p className="muted">
              {fieldOf(key).title}现在是：
              {showValue(key, person.values[key]) ||
                (person.masked.includes(key) ? '未打开' : '空')}
            </p>
            <FieldInput
              field={{ ...fieldOf(key), title: `${fieldOf(key).title}改为` }}
              name={`proposed.${key}`}
            />
          </div>
        ))}
        <Fields>
          <RadioRow
            name="channel"
            label="怎样提出的"
            required
            span="all"
            options={optionsOf(requestChannels)}
          />
          <TextField
            name="requestedBy"
            label="提出人"
            required
            maxLength={60}
            hint="本人，或姓名及关系"
          />
          <TextArea name="reason" label="说明和依据" required span="all" maxLength={200} rows={2} />
        </Fields>
        <SubmitBar label="提出" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
