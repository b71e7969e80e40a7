import * as z from 'zod'
import { FreeTextWarning } from '#src/roster/ui/form/FreeTextWarning.tsx'
import type { VisitOnList } from '#src/visits/list.ts'
import {
  ChangeReason,
  findingsHint,
  RecordVisit,
  visitReasons,
  visitWays,
} from '#src/visits/visit.ts'
import { CheckRow, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterVisit } from './stale.ts'

interface ChangeProps {
  readonly visit: VisitOnList
  readonly onClose: () => void
}

const Correction = RecordVisit.pick({
  visitedOn: true,
  reasons: true,
  way: true,
  visitors: true,
  leaders: true,
  findings: true,
  nextContactOn: true,
}).extend({ why: ChangeReason })

/** Puts one's own visit right; what stood there before stays in its history. */
export function CorrectDialog({ visit, onClose }: ChangeProps) {
  const correct = useCommand('visits.correct', staleAfterVisit)
  const { visitedOn, reasons, way, visitors, leaders, findings, nextContactOn } = visit
  return (
    <Dialog title="更正走访记录" open onClose={onClose} wide>
      <Form
        schema={Correction}
        blank={null}
        defaults={{
          visitedOn,
          way,
          visitors,
          why: '',
          reasons: [...reasons],
          leaders: leaders ?? '',
          findings: findings ?? '',
          nextContactOn: nextContactOn ?? '',
        }}
        onSubmit={async ({ why, ...next }) => {
          await correct.mutateAsync({ id: visit.id, reason: why, visit: next })
          toast('已更正，原内容留在更正记录里')
          onClose()
        }}
      >
        <Fields columns={2}>
          <CheckRow
            name="reasons"
            label="事由"
            required
            span="all"
            options={optionsOf(visitReasons)}
          />
          <RadioRow name="way" label="方式" required span="all" options={optionsOf(visitWays)} />
          <DateText name="visitedOn" label="走访日期" wholeDay required />
          <TextField name="visitors" label="走访人" required maxLength={120} />
          <TextField name="leaders" label="同去的领导" maxLength={120} />
          <DateText name="nextContactOn" label="约定下次联系" wholeDay />
          <TextArea
            name="findings"
            label="情况和需要"
            span="all"
            rows={3}
            maxLength={300}
            hint={findingsHint}
          />
          <TextField name="why" label="更正原因" required maxLength={200} span="all" />
        </Fields>
        <FreeTextWarning name="findings" />
        <SubmitBar label="保存更正" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Withdrawal = z.strictObject({ reason: ChangeReason })

/** Takes one's own visit back; the duties that it closed open again. */
export function WithdrawDialog({ visit, onClose }: ChangeProps) {
  const withdraw = useCommand('visits.withdraw', staleAfterVisit)
  return (
    <Dialog title="撤回走访记录" open onClose={onClose}>
      <Form
        schema={Withdrawal}
        defaults={{ reason: '' }}
        enter="submit"
        onSubmit={async ({ reason }) => {
          await withdraw.mutateAsync({ id: visit.id, reason })
          toast('已撤回，因它办结的事项重新列为待办')
          onClose()
        }}
      >
        <p className="muted">
          撤回后，因这次走访办结的应办事项重新列为待办，照片抹去；已转出的事项照常办理。
        </p>
        <TextField name="reason" label="撤回原因" required maxLength={200} />
        <SubmitBar label="撤回" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
