import { useState, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import * as z from 'zod'
import { fieldOf, showValue, type FieldKey } from '#src/roster/fields.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { useCommand } from '#src/web/useCall.ts'

const guarded = ['idNumber', 'mobile', 'landline', 'otherPhones'] as const
export type Guarded = (typeof guarded)[number]

/** Fields that are shown in part until one asks, naming the purpose. */
export function isGuarded(key: FieldKey): key is Guarded {
  return (guarded as readonly string[]).includes(key)
}

interface Asked {
  readonly field: Guarded
  readonly answer: (value: string | undefined) => void
}

/** Asks for the purpose and then for the value in clear; the page draws `window` once. */
export function useReveal(id: number): {
  reveal: (field: Guarded) => Promise<string | undefined>
  window: ReactNode
} {
  const [asked, setAsked] = useState<Asked>()
  function finish(value: string | undefined) {
    asked?.answer(value)
    setAsked(undefined)
  }
  return {
    reveal: (field) => new Promise((answer) => setAsked({ field, answer })),
    window: asked && <PurposeDialog id={id} field={asked.field} onFinish={finish} />,
  }
}

const purposes = ['上门走访', '电话联系', '核对身份', '办理待遇', '寄送材料']

const Purpose = z.object({ purpose: z.string('请说明用途') })

interface PurposeDialogProps {
  readonly id: number
  readonly field: Guarded
  readonly onFinish: (value: string | undefined) => void
}

function PurposeDialog({ id, field, onFinish }: PurposeDialogProps) {
  const ask = useCommand('roster.reveal', ['roster.looks'])
  const { title } = fieldOf(field)
  return (
    <Dialog title={`查看完整${title}`} open onClose={() => onFinish(undefined)}>
      <Form
        schema={Purpose}
        defaults={{ purpose: '' }}
        enter="submit"
        onSubmit={async ({ purpose }) => {
          const { value } = await ask.mutateAsync({ id, field, purpose })
          onFinish(showValue(field, value))
        }}
      >
        <p className="muted">查看会留下记录：谁、何时、为何，都列在“谁看过”里。</p>
        <Purposes />
        <TextField name="purpose" label="用途" required autoFocus maxLength={60} />
        <SubmitBar label="查看" onCancel={() => onFinish(undefined)} />
      </Form>
    </Dialog>
  )
}

/** The usual purposes, one press each. */
function Purposes() {
  const { setValue } = useFormContext()
  const purpose: unknown = useWatch({ name: 'purpose' })
  return (
    <Bar label="常见用途">
      {purposes.map((usual) => (
        <Chip
          key={usual}
          pressed={purpose === usual}
          onPress={() => setValue('purpose', usual, { shouldDirty: true })}
        >
          {usual}
        </Chip>
      ))}
    </Bar>
  )
}
