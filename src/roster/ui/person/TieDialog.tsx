import * as z from 'zod'
import { formatDay } from '#src/kernel/day.ts'
import { kindsOfTie, tieKinds, type TieKind } from '#src/orgs/org.ts'
import { OrgPick } from '#src/orgs/ui/OrgPick.tsx'
import { CheckField } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { currentTie, staleAfter, type Person } from './person.ts'

const Change = z
  .object({
    orgId: z.object({ id: z.coerce.number() }).nullable().optional(),
    end: z.boolean().optional(),
    on: z.iso.date('请填写日期'),
  })
  .refine(({ orgId, end }) => orgId || end, { path: ['orgId'], message: '请选择机构' })

interface TieDialogProps {
  readonly person: Person
  readonly kind: TieKind
  readonly onClose: () => void
}

/** Ties the person to another organisation from a day on, or ends the tie. */
export function TieDialog({ person, kind, onClose }: TieDialogProps) {
  const { today } = useSession()
  const set = useCommand('roster.setTie', staleAfter)
  const current = currentTie(person, kind)
  const title = tieKinds[kind]
  return (
    <Dialog title={`调整${title}：${person.values.fullName ?? ''}`} open onClose={onClose}>
      <Form
        schema={Change}
        defaults={{ orgId: null, end: false, on: today }}
        onSubmit={async ({ orgId, end, on }) => {
          await set.mutateAsync({
            id: person.id,
            kind,
            orgId: end ? null : (orgId?.id ?? null),
            on,
          })
          toast(`已调整${title}`)
          onClose()
        }}
      >
        <p>
          现在：
          {current ? `${current.name}（${formatDay(current.validFrom)}起）` : '未登记'}
        </p>
        <OrgPick name="orgId" label={`新的${title}`} kinds={kindsOfTie[kind]} />
        {current && <CheckField name="end" label="只结束现有归属，不指定新的" />}
        <DateText name="on" label="自何日起" wholeDay required />
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
