import { useState, type ReactNode } from 'react'
import * as z from 'zod'
import { fieldOf, showValue, type FieldKey } from '#src/roster/fields.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
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

const purposes = {
  上门走访: '上门走访',
  电话联系: '电话联系',
  核对身份: '核对身份',
  办理待遇: '办理待遇',
  other: '其他',
}

const Purpose = z
  .object({ choice: z.string('请选择用途'), other: z.string().optional() })
  .refine(({ choice, other }) => choice !== 'other' || other, {
    path: ['other'],
    message: '请说明用途',
  })

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
        defaults={{ choice: '', other: '' }}
        enter="submit"
        onSubmit={async ({ choice, other }) => {
          const purpose = choice === 'other' ? (other ?? '') : choice
          const { value } = await ask.mutateAsync({ id, field, purpose })
          onFinish(showValue(field, value))
        }}
      >
        <p className="muted">查看会留下记录，老同志本人可以查到谁、何时、为何看过。</p>
        <RadioRow name="choice" label="用途" required options={optionsOf(purposes)} />
        <TextField name="other" label="其他用途" maxLength={60} />
        <SubmitBar label="查看" onCancel={() => onFinish(undefined)} />
      </Form>
    </Dialog>
  )
}
