import * as z from 'zod'
import type { CardRow } from '#src/cards/contact/card.ts'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

export interface CardWork {
  readonly kind: 'give' | 'lost' | 'withdrawn'
  readonly card: CardRow
}

const Typed = z.object({
  happenedOn: z.iso.date('请填写日期'),
  byWhom: z.string('请填写经办人').trim().min(1, '请填写经办人').max(60, '最多 60 个字'),
  toWhom: z.string().trim().max(60, '最多 60 个字').optional(),
})

const words = {
  give: { title: '发放', action: '登记发放', by: '发放人' },
  lost: { title: '遗失', action: '登记遗失', by: '登记人' },
  withdrawn: { title: '收回', action: '登记收回', by: '收回人' },
} as const

/** Writes down that a card was handed out, lost or taken back. */
export function CardDialog({
  work: { kind, card },
  onClose,
}: {
  work: CardWork
  onClose: () => void
}) {
  const { today, name } = useSession()
  const give = useCommand('contactCards.give', ['contactCards.'])
  const end = useCommand('contactCards.end', ['contactCards.'])
  const { title, action, by } = words[kind]
  return (
    <Dialog title={`${title}：${card.fullName}的联系卡 ${card.number}`} open onClose={onClose}>
      <Form
        schema={Typed}
        defaults={{ happenedOn: today, byWhom: name, toWhom: '本人' }}
        onSubmit={async ({ toWhom, ...values }) => {
          if (kind === 'give')
            await give.mutateAsync({ id: card.id, ...values, toWhom: toWhom || '本人' })
          else await end.mutateAsync({ id: card.id, kind, ...values })
          toast(`已登记${title}`)
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateText name="happenedOn" label="日期" wholeDay required />
          <TextField name="byWhom" label={by} required maxLength={60} />
          {kind === 'give' && (
            <TextField
              name="toWhom"
              label="领卡人"
              maxLength={60}
              hint="本人，或家属姓名"
              span="all"
            />
          )}
        </Fields>
        {kind !== 'give' && <p className="muted">卡上的二维码随即停用；补发的新卡另有二维码。</p>}
        <SubmitBar label={action} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
