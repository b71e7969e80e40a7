import { AskCopy, copyAskers, copyWays, type CopyAsker, type CopyWay } from '#src/rights/copy.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

interface AskCopyDialogProps {
  readonly id: number
  readonly onClose: () => void
}

/** Takes down that a person asked for a copy. */
export function AskCopyDialog({ id, onClose }: AskCopyDialogProps) {
  const { today } = useSession()
  const ask = useCommand('rights.askCopy', ['rights.', 'approvals.'])
  return (
    <Dialog title="登记信息副本的申请" open onClose={onClose}>
      <Form
        schema={AskCopy.omit({ id: true })}
        defaults={{ askedBy: '' as CopyAsker, how: '' as CopyWay, askedOn: today }}
        onSubmit={async (values) => {
          await ask.mutateAsync({ id, ...values })
          toast('已登记并提交复核')
          onClose()
        }}
      >
        <Fields columns={1}>
          <RadioRow name="askedBy" label="由谁申请" required options={optionsOf(copyAskers)} />
          <RadioRow name="how" label="方式" required options={optionsOf(copyWays)} />
          <DateText name="askedOn" label="申请日期" wholeDay required />
        </Fields>
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
