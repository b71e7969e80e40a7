import { useState } from 'react'
import * as z from 'zod'
import { labelOf } from '#src/roster/codes.ts'
import { fieldOf, showValue, type FieldKey } from '#src/roster/fields.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { useMinutesLeft } from './Opened.tsx'
import { staleAfter } from './person.ts'

const Call = z.object({
  reason: z.string('请写明紧急情况'),
  alarm: z.string().optional(),
})

interface EmergencyDialogProps {
  readonly id: number
  /** The person is within reach: the page behind shows what is opened. */
  readonly within?: boolean
  readonly onClose: () => void
}

/** Opens what a rescuer needs, for an hour; recorded, told to the person, reviewed by another. */
export function EmergencyDialog({ id, within = false, onClose }: EmergencyDialogProps) {
  const [open, setOpen] = useState(false)
  const glass = useCommand('roster.breakGlass', within ? staleAfter : ['transparency.'])
  return (
    <Dialog title="紧急查看" open onClose={onClose} wide={open}>
      {open ? (
        <Card id={id} />
      ) : (
        <Form
          schema={Call}
          defaults={{ reason: '', alarm: '' }}
          onSubmit={async ({ reason, alarm }) => {
            await glass.mutateAsync({ id, reason, ...(alarm && { alarm }) })
            setOpen(true)
          }}
        >
          <Notice tone="warn">
            只用于救人：打开住址、电话、联系人和健康要点一小时。本人立刻能看到这次查看，两个工作日内由他人复核。
          </Notice>
          <TextArea
            name="reason"
            label="紧急情况"
            required
            rows={2}
            maxLength={200}
            hint="例如：在小区门口晕倒，已叫救护车"
          />
          <TextField name="alarm" label="应急呼叫编号" maxLength={60} hint="没有呼叫可以不填" />
          <SubmitBar label="立即打开" onCancel={onClose} />
        </Form>
      )}
    </Dialog>
  )
}

const keys: readonly FieldKey[] = [
  'gender',
  'residenceAddress',
  'mobile',
  'landline',
  'otherPhones',
  'livingArrangement',
  'selfCareLevel',
  'healthStatus',
  'chronicDiseases',
  'allergies',
  'designatedHospital',
  'familyDoctor',
]

function Card({ id }: { readonly id: number }) {
  const card = useCall('roster.emergency', { id })
  return <Loaded of={card}>{(data) => <Facts card={data} />}</Loaded>
}

function Facts({ card }: { readonly card: OutputOf<'roster.emergency'> }) {
  const minutes = useMinutesLeft(card.until)
  const facts = [
    { label: '姓名', value: card.values.fullName ?? '' },
    { label: '年龄', value: card.derived.age === null ? '不详' : `${card.derived.age} 岁` },
    ...keys.map((key) => ({
      label: fieldOf(key).title,
      value: showValue(key, card.values[key]) || '未登记',
    })),
    ...card.contacts.map(({ name, relation, phone, isEmergency }) => ({
      label: isEmergency ? '紧急联系人' : labelOf('relation', relation),
      value: [name, phone].filter(Boolean).join(' '),
    })),
  ]
  return (
    <div className="stack">
      <p role="status">还可以看 {minutes} 分钟。</p>
      <KeyValue facts={facts} columns={2} />
    </div>
  )
}
