import { useWatch } from 'react-hook-form'
import * as z from 'zod'
import type { FestivalPage } from '#src/festivals/operations.ts'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterFestival } from './stale.ts'

interface RouteDialogProps {
  readonly festival: Pick<FestivalPage, 'id' | 'fromOn' | 'units' | 'communities'>
  /** People chosen on the list; without them a unit or community is asked for. */
  readonly people?: readonly number[]
  readonly onClose: () => void
  readonly onDone?: () => void
}

const Typed = z.object({
  name: z.string('请填写路线名称').trim().min(1, '请填写路线名称，例如：城东一线'),
  leader: z.string('请填写带队人').trim().min(1, '请填写带队人'),
  goingOn: z.iso.date('请填写日期'),
  by: z.enum(['unit', 'community']),
  orgId: z.string('请选择单位或社区').min(1, '请选择单位或社区').transform(Number),
})

/** A route of chosen people, or of everyone of a unit or community who is on none yet. */
export function RouteDialog({ festival, people, onClose, onDone }: RouteDialogProps) {
  const add = useCommand('festivals.addRoute', staleAfterFestival)
  return (
    <Dialog title={people ? `编排路线：${people.length} 人` : '编排路线'} open onClose={onClose}>
      <Form
        schema={people ? Typed.partial({ orgId: true }) : Typed}
        defaults={{ name: '', leader: '', goingOn: festival.fromOn, by: 'unit', orgId: '' }}
        onSubmit={async ({ by, orgId, ...route }) => {
          const chosen = people
            ? { by: 'people' as const, retireeIds: [...people] }
            : { by, orgId: orgId as number }
          const made = await add.mutateAsync({ id: festival.id, ...route, people: chosen })
          toast(`已编排 ${made.people} 人，同户的一并列入`)
          onDone?.()
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="name" label="路线名称" required maxLength={40} hint="例如：城东一线" />
          <TextField name="leader" label="带队人" required maxLength={60} />
          <DateText name="goingOn" label="日期" wholeDay required />
          {!people && <Whom festival={festival} />}
        </Fields>
        <SubmitBar label="编排" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const ways = [
  { value: 'unit', label: '按现管单位' },
  { value: 'community', label: '按社区' },
]

function Whom({ festival: { units, communities } }: Pick<RouteDialogProps, 'festival'>) {
  const by = useWatch({ name: 'by' }) as 'unit' | 'community'
  const rows = by === 'unit' ? units : communities
  const options = rows
    .filter(({ key, rest }) => key !== null && rest > 0)
    .map(({ key, name, rest }) => ({ value: String(key), label: name, note: `${rest} 人未落实` }))
  return (
    <>
      <RadioRow name="by" label="对象" required options={ways} />
      <Select
        name="orgId"
        label={by === 'unit' ? '现管单位' : '社区'}
        required
        span="all"
        options={options}
      />
    </>
  )
}
