import { useWatch } from 'react-hook-form'
import * as z from 'zod'
import { resultKeys, results, type Result } from '#src/festivals/festival.ts'
import type { FestivalRow } from '#src/festivals/sums.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterResult } from './stale.ts'

interface ResultDialogProps {
  readonly festival: Pick<FestivalRow, 'id' | 'name'>
  readonly people: readonly number[]
  readonly onClose: () => void
  readonly onDone: () => void
}

const Typed = z.object({
  result: z.enum(resultKeys, '请选择结果'),
  happenedOn: z.iso.date('请填写日期'),
  visitors: z.string().trim().max(120).optional(),
  note: z.string().trim().max(100).nullish(),
})

/** What became of it for the chosen people; what was delivered at home is a visit too. */
export function ResultDialog({ festival, people, onClose, onDone }: ResultDialogProps) {
  const { today, name } = useSession()
  const record = useCommand('festivals.record', staleAfterResult)
  return (
    <Dialog title={`登记慰问结果：${people.length} 人`} open onClose={onClose}>
      <Form
        schema={Typed}
        defaults={{ result: 'delivered', happenedOn: today, visitors: name, note: '' }}
        onSubmit={async ({ note, visitors, ...values }) => {
          const done = await record.mutateAsync({
            ...values,
            ...(values.result === 'delivered' && { visitors }),
            id: festival.id,
            retireeIds: [...people],
            note: note || null,
          })
          const also = done.visited > 0 ? `，同时记下 ${done.visited} 次走访` : ''
          toast(`已登记 ${done.recorded} 人${also}`)
          onDone()
          onClose()
        }}
      >
        <RadioRow name="result" label="结果" required options={optionsOf(results)} />
        <Fields columns={2}>
          <DateText name="happenedOn" label="日期" wholeDay required />
          <Visitors />
          <TextField name="note" label="说明" maxLength={100} span="all" />
        </Fields>
        <SubmitBar label={`登记 ${people.length} 人`} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function Visitors() {
  const result = useWatch({ name: 'result' }) as Result
  if (result !== 'delivered') return null
  return (
    <TextField
      name="visitors"
      label="走访人"
      required
      maxLength={120}
      hint="登记后同时记为一次走访，办结应办"
    />
  )
}
