import * as z from 'zod'
import { rules } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { kindsOfTie, tieKinds } from '#src/orgs/org.ts'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { verbOf } from './act.ts'

interface TieDialogProps {
  readonly row: DutyRow
  readonly open: boolean
  readonly onClose: () => void
}

/** Names the unit, community or branch that someone lacks. */
export function TieDialog({ row, open, onClose }: TieDialogProps) {
  const { today } = useSession()
  const set = useCommand('roster.setTie', ['roster.', 'duties.', 'home.'])
  const { act } = rules[row.rule]
  if (act.kind !== 'tie') return null
  const { tie } = act
  const Tie = z.object({
    orgId: pickedOrg(`请选择${tieKinds[tie]}`),
    on: z.iso.date('请填写日期，例如 2026-11-21'),
  })
  return (
    <Dialog title={`${verbOf(row)?.words ?? ''}：${row.fullName}`} open={open} onClose={onClose}>
      <Form
        schema={Tie}
        defaults={{ orgId: null as never, on: today }}
        onSubmit={async ({ orgId, on }) => {
          await set.mutateAsync({ id: row.retireeId, kind: tie, orgId, on })
          toast(`已登记${row.fullName}的${tieKinds[tie]}`)
          onClose()
        }}
      >
        <p className="muted">{row.reason}</p>
        <Fields columns={1}>
          <OrgPick name="orgId" label={tieKinds[tie]} required kinds={kindsOfTie[tie]} />
          <DateText name="on" label="自何日起" wholeDay required />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
