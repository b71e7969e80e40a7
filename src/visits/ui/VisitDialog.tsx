import * as z from 'zod'
import {
  findingsHint,
  RecordVisit,
  visitReasons,
  visitWays,
  type VisitReason,
} from '#src/visits/visit.ts'
import { FreeTextWarning } from '#src/roster/ui/form/FreeTextWarning.tsx'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { CheckRow, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { ComboPick } from '#src/web/kit/ComboPick.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { findVisited } from './findVisited.ts'
import { staleAfterVisit } from './stale.ts'
import { VisitConsequence } from './VisitConsequence.tsx'

const Visit = RecordVisit.omit({ retireeId: true }).extend({
  who: z.object({ id: z.coerce.number(), title: z.string() }, '请选择老同志'),
})

export interface Visited {
  readonly retireeId: number
  readonly fullName: string
}

interface VisitDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Whom the visit was to; absent: to be found in the form. */
  readonly who?: Visited | undefined
  /** What it was for, as the duty says. */
  readonly reasons?: readonly VisitReason[] | undefined
  readonly onDone?: (() => void) | undefined
}

/** Records one visit; what it closes is said before one saves. */
export function VisitDialog({ open, onClose, who, reasons = [], onDone }: VisitDialogProps) {
  return (
    <Dialog
      title={who ? `登记走访：${who.fullName}` : '登记走访'}
      open={open}
      onClose={onClose}
      wide
    >
      <VisitForm who={who} reasons={reasons} onClose={onClose} onDone={onDone} />
    </Dialog>
  )
}

function VisitForm({ who, reasons = [], onClose, onDone }: Omit<VisitDialogProps, 'open'>) {
  const { today, name } = useSession()
  const record = useCommand('visits.record', staleAfterVisit)
  return (
    <Form
      schema={Visit}
      defaults={{
        who: (who ? { id: who.retireeId, title: who.fullName } : null) as never,
        visitedOn: today,
        reasons: [...reasons],
        way: 'home',
        visitors: name,
        findings: '',
      }}
      onSubmit={async ({ who: { id, title }, ...visit }) => {
        const { closed } = await record.mutateAsync({ ...visit, retireeId: id })
        const done = closed.map((duty) => duty.title).join('、')
        toast(`已登记对${title}的走访${done && `，办结${done}`}`)
        onDone?.()
        onClose()
      }}
    >
      <Fields columns={2}>
        {!who && (
          <ComboPick
            name="who"
            label="走访对象"
            required
            span="all"
            search={findVisited}
            placeholder="输入姓名、拼音首字母或电话查找"
          />
        )}
        <CheckRow
          name="reasons"
          label="事由"
          required
          span="all"
          options={optionsOf(visitReasons)}
        />
        <RadioRow name="way" label="方式" required span="all" options={optionsOf(visitWays)} />
        <DateText name="visitedOn" label="走访日期" wholeDay required />
        <TextField
          name="visitors"
          label="走访人"
          required
          maxLength={120}
          hint="几个人同去，用顿号隔开"
        />
        <TextArea
          name="findings"
          label="情况和需要"
          span="all"
          rows={3}
          maxLength={300}
          hint={findingsHint}
        />
      </Fields>
      <FreeTextWarning name="findings" />
      <VisitConsequence />
      <SubmitBar label="登记走访" onCancel={onClose}>
        <ButtonLink to={wholeFormAddress(who, reasons)}>需要、慰问、照片等一起登记</ButtonLink>
      </SubmitBar>
    </Form>
  )
}

/** Where the whole form stands, with whom and what for already in it. */
export function wholeFormAddress(who?: Visited, reasons: readonly VisitReason[] = []): string {
  const query = new URLSearchParams(who ? { retiree: String(who.retireeId) } : {})
  for (const reason of reasons) query.append('reason', reason)
  return `/visits/new?${query}`
}
