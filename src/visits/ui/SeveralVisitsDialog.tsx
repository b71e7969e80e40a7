import { useWatch } from 'react-hook-form'
import { RecordVisits, visitReasons, visitWays, type VisitReason } from '#src/visits/visit.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterVisit } from './stale.ts'
import type { Visited } from './VisitDialog.tsx'

export interface VisitedFor extends Visited {
  readonly reasons: readonly VisitReason[]
  /** When the earliest of this person's chosen duties of a season fell due. */
  readonly seasonDueOn?: string | undefined
}

interface SeveralVisitsProps {
  readonly people: readonly VisitedFor[]
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

const Round = RecordVisits.omit({ people: true })

const columns = [
  { key: 'name', title: '姓名', cell: (one: VisitedFor) => one.fullName },
  {
    key: 'reasons',
    title: '事由',
    cell: (one: VisitedFor) => one.reasons.map((reason) => visitReasons[reason]).join('、'),
  },
]

/** Records one visit for each of several people, all on one day by the same visitors. */
export function SeveralVisitsDialog({ people, open, onClose, onDone }: SeveralVisitsProps) {
  const { today, name } = useSession()
  const record = useCommand('visits.recordSeveral', staleAfterVisit)
  return (
    <Dialog title={`登记走访：${people.length} 人`} open={open} onClose={onClose} wide>
      <Form
        schema={Round}
        defaults={{ visitedOn: today, way: 'home', visitors: name }}
        onSubmit={async (round) => {
          const { recorded } = await record.mutateAsync({
            ...round,
            people: people.map(({ retireeId, reasons }) => ({ retireeId, reasons: [...reasons] })),
          })
          toast(`已登记 ${recorded} 人的走访，每人一条`)
          onDone()
          onClose()
        }}
      >
        <p className="muted">
          每人各记一条走访，事由按所选事项填写；各人的情况请在本人档案里补记。
        </p>
        <Fields columns={2}>
          <RadioRow name="way" label="方式" required span="all" options={optionsOf(visitWays)} />
          <DateText name="visitedOn" label="走访日期" wholeDay required />
          <TextField
            name="visitors"
            label="走访人"
            required
            maxLength={120}
            hint="几个人同去，用顿号隔开"
          />
        </Fields>
        <LateNotice people={people} />
        <div className="scroll-box">
          <SimpleTable
            label="走访对象"
            columns={columns}
            rows={people}
            rowKey={(one) => one.retireeId}
          />
        </div>
        <SubmitBar label={`登记 ${people.length} 人走访`} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

/** A season's duty is closed by a visit of that season: for those long past, today is too late. */
function LateNotice({ people }: { readonly people: readonly VisitedFor[] }) {
  const visitedOn = useWatch({ name: 'visitedOn' }) as string
  const late = people.filter(({ seasonDueOn: on }) => on && on.slice(0, 4) < visitedOn.slice(0, 4))
  if (late.length === 0) return null
  return (
    <Notice tone="warn">
      其中 {late.length}{' '}
      人的事项是往年的：走访日期在当年的才能办结。确未走访的，请逐件免办并写明理由。
    </Notice>
  )
}
