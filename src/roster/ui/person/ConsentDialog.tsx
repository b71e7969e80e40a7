import * as z from 'zod'
import { consentPurposes, type ConsentPurpose } from '#src/roster/basis.ts'
import {
  consentGivers,
  consentWays,
  type ConsentGiver,
  type ConsentWay,
} from '#src/roster/consent.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

const How = z.enum(Object.keys(consentWays) as ConsentWay[], '请选择方式')
const Given = z.object({
  agreed: z.enum(['yes', 'no'], '请选择同意或不同意'),
  givenBy: z.enum(Object.keys(consentGivers) as ConsentGiver[], '请选择由谁表示'),
  how: How,
  givenOn: z.iso.date('请填写日期'),
})
const Withdrawn = z.object({ how: How })

interface ConsentDialogProps {
  readonly id: number
  readonly purpose: ConsentPurpose
  readonly withdraws: boolean
  readonly onClose: () => void
}

const stale = ['roster.']

/** Takes down what a person said; nothing is chosen beforehand, and a withdrawal asks for less than a consent. */
export function ConsentDialog(props: ConsentDialogProps) {
  const { purpose, withdraws, onClose } = props
  const { title, asks, refused } = consentPurposes[purpose]
  return (
    <Dialog
      title={withdraws ? `撤回「${title}」的同意` : `登记「${title}」的表示`}
      open
      onClose={onClose}
    >
      <p>
        {asks}。不同意或撤回：{refused}。
      </p>
      {withdraws ? <Withdrawing {...props} /> : <Giving {...props} />}
    </Dialog>
  )
}

function Giving({ id, purpose, onClose }: ConsentDialogProps) {
  const { today } = useSession()
  const give = useCommand('roster.giveConsent', stale)
  return (
    <Form
      schema={Given}
      defaults={{
        agreed: '' as 'yes',
        givenBy: '' as ConsentGiver,
        how: '' as ConsentWay,
        givenOn: today,
      }}
      onSubmit={async ({ agreed, ...values }) => {
        await give.mutateAsync({ id, purpose, agreed: agreed === 'yes', ...values })
        toast('已登记')
        onClose()
      }}
    >
      <Fields columns={1}>
        <RadioRow
          name="agreed"
          label="表示"
          required
          options={optionsOf({ yes: '同意', no: '不同意' })}
        />
        <RadioRow name="givenBy" label="由谁" required options={optionsOf(consentGivers)} />
        <RadioRow name="how" label="方式" required options={optionsOf(consentWays)} />
        <DateText name="givenOn" label="日期" wholeDay required />
      </Fields>
      <SubmitBar label="登记" onCancel={onClose} />
    </Form>
  )
}

function Withdrawing({ id, purpose, onClose }: ConsentDialogProps) {
  const withdraw = useCommand('roster.withdrawConsent', stale)
  return (
    <Form
      schema={Withdrawn}
      defaults={{ how: '' as ConsentWay }}
      onSubmit={async ({ how }) => {
        await withdraw.mutateAsync({ id, purpose, how })
        toast('已撤回，有关内容已删除')
        onClose()
      }}
    >
      <Fields columns={1}>
        <RadioRow name="how" label="方式" required options={optionsOf(consentWays)} />
      </Fields>
      <SubmitBar label="撤回" onCancel={onClose} />
    </Form>
  )
}
