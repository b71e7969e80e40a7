import * as z from 'zod'
import { dutyPlaces, parts, type DutyPlace, type Part } from '#src/calls/call.ts'
import type { ShiftPlan } from '#src/calls/shift.operations.ts'
import { addDays } from '#src/kernel/day.ts'
import { CheckRow, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

const Filled = z.object({
  from: z.iso.date('请填写日期'),
  to: z.iso.date('请填写日期'),
  part: z.string(),
  place: z.string(),
  people: z.array(z.string()).min(1, '请至少选择一人'),
})

interface FillDialogProps {
  readonly from: string
  readonly plan: ShiftPlan
  readonly onClose: () => void
}

/** The same place in turn, day after day. */
export function FillDialog({ from, plan, onClose }: FillDialogProps) {
  const fill = useCommand('calls.fillShifts', ['calls.shifts', 'calls.onDuty'])
  return (
    <Dialog title="轮流排班" open onClose={onClose}>
      <Form
        schema={Filled}
        defaults={{
          from,
          to: addDays(from, 13),
          part: 'night',
          place: 'first',
          people: [] as string[],
        }}
        onSubmit={async ({ people, part, place, ...days }) => {
          const { set } = await fill.mutateAsync({
            ...days,
            part: part as Part,
            place: place as DutyPlace,
            accountIds: people.map(Number),
          })
          toast(`已排 ${set} 天`)
          onClose()
        }}
      >
        <DateText name="from" label="自" required wholeDay />
        <DateText name="to" label="至" required wholeDay />
        <RadioRow name="part" label="班次" required options={optionsOf(parts)} />
        <RadioRow name="place" label="岗位" required options={optionsOf(dutyPlaces)} />
        <CheckRow
          name="people"
          label="依次轮流的人"
          required
          options={plan.people.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <SubmitBar label="排班" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
