import { useWatch } from 'react-hook-form'
import * as z from 'zod'
import { Steps, ways } from '#src/hardship/hardship.ts'
import { call } from '#src/web/api.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { MoneyText } from '#src/web/kit/numberFields.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterAid } from './stale.ts'
import type { StepForm } from './steps.ts'

/** The shape of each step's window: what the operation takes, without the number of the case. */
const shapes = Object.fromEntries(
  Object.entries(Steps).map(([key, shape]) => [key, z.object(shape.shape).omit({ id: true })]),
) as unknown as Record<keyof typeof Steps, z.ZodType<Record<string, unknown>>>

interface StepDialogProps {
  readonly id: number
  readonly form: StepForm
  readonly onClose: () => void
}

/** The window of one step: its words, and for a review what is to be given. */
export function StepDialog({ id, form, onClose }: StepDialogProps) {
  const { today } = useSession()
  const take = useCommand(form.operation as Parameters<typeof call>[0], staleAfterAid)
  const shape = shapes[form.shape]
  return (
    <Dialog title={form.button} open onClose={onClose}>
      <Form
        schema={shape}
        defaults={defaultsOf(form, today)}
        onSubmit={async (values) => {
          await take.mutateAsync({ id, ...values } as never)
          toast('已登记')
          onClose()
        }}
      >
        {form.shape === 'review' && <Grant />}
        {form.shape === 'publicise' ? (
          <Fields columns={2}>
            <TextField name="place" label={form.label} required maxLength={60} />
            <DateText name="fromOn" label="公示开始日期" wholeDay required />
          </Fields>
        ) : (
          <TextArea
            name="note"
            label={form.label}
            required={form.shape !== 'approve'}
            maxLength={500}
            rows={4}
          />
        )}
        <SubmitBar label={form.button} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function defaultsOf({ shape }: StepForm, today: string): Record<string, unknown> {
  if (shape === 'publicise') return { fromOn: today, place: '' }
  if (shape !== 'review') return { note: '' }
  const fromMonth = today.slice(0, 7)
  return { note: '', way: 'once', amountFen: null, fromMonth, toMonth: '' }
}

function Grant() {
  const way = useWatch({ name: 'way' }) as string
  return (
    <Fields columns={2}>
      <RadioRow name="way" label="方式" required options={optionsOf(ways)} />
      <MoneyText name="amountFen" label={way === 'monthly' ? '每月金额' : '金额'} required />
      <TextField
        name="fromMonth"
        label={way === 'monthly' ? '自哪个月' : '哪个月发放'}
        required
        placeholder="2026-12"
      />
      {way === 'monthly' && (
        <TextField name="toMonth" label="到哪个月" required placeholder="2027-11" />
      )}
    </Fields>
  )
}
