import * as z from 'zod'
import { dutyPlaces, parts } from '#src/calls/call.ts'
import type { ShiftPlan } from '#src/calls/shift.operations.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import type { Slot } from './ShiftsPage.tsx'

const Chosen = z.object({ accountId: z.string().optional(), swap: z.string().optional() })

interface ShiftDialogProps {
  readonly slot: Slot
  readonly plan: ShiftPlan
  readonly onClose: () => void
}

/** Who has one turn: set, cleared, or swapped with another turn. */
export function ShiftDialog({ slot, plan, onClose }: ShiftDialogProps) {
  const set = useCommand('calls.setShift', ['calls.shifts', 'calls.onDuty'])
  const swap = useCommand('calls.swapShifts', ['calls.shifts', 'calls.onDuty'])
  const { day, part, place, held } = slot
  const others = plan.shifts.filter(
    ({ id, accountId }) => held && id !== held.id && accountId !== held.accountId,
  )
  return (
    <Dialog title={`${formatDay(day)}${parts[part]}：${dutyPlaces[place]}`} open onClose={onClose}>
      <Form
        schema={Chosen}
        defaults={{ accountId: held ? String(held.accountId) : '', swap: '' }}
        onSubmit={async ({ accountId, swap: other }) => {
          if (other && held) await swap.mutateAsync({ id: held.id, otherId: Number(other) })
          else
            await set.mutateAsync({
              day,
              part,
              place,
              accountId: accountId ? Number(accountId) : null,
            })
          toast(other ? '已调班' : '已排班')
          onClose()
        }}
      >
        <Select
          name="accountId"
          label="由谁值班"
          placeholder="不排"
          options={plan.people.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        {others.length > 0 && (
          <Select
            name="swap"
            label="或与这一班对调"
            placeholder="不对调"
            options={others.map((shift) => ({
              value: String(shift.id),
              label: `${formatDay(shift.day)}${parts[shift.part]} ${shift.name}`,
            }))}
          />
        )}
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
