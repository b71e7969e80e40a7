import * as z from 'zod'
import { formatDay } from '#src/kernel/day.ts'
import { WaiveDuty, type DutyRow } from '#src/duties/list.ts'
import { ConfirmDialog, Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

const stale = ['duties.', 'home.', 'roster.history']
const Waive = z.object({ reason: WaiveDuty.shape.reason })

interface WaiveProps {
  readonly row: DutyRow
  readonly open: boolean
  readonly onClose: () => void
}

/** Lets a duty go, with its reason; it stays in the ledger as waived. */
export function WaiveDialog({ row, open, onClose }: WaiveProps) {
  const waive = useCommand('duties.waive', stale)
  const { retireeId, rule, period } = row
  return (
    <Dialog title={`免办：${row.fullName} ${row.title}`} open={open} onClose={onClose}>
      <Form
        schema={Waive}
        defaults={{ reason: '' }}
        onSubmit={async ({ reason }) => {
          await waive.mutateAsync({ retireeId, rule, period, reason })
          toast(`已免办${row.fullName}的${row.title}`)
          onClose()
        }}
      >
        <p className="muted">{row.reason}。免办后不再提醒，也不计入落实率；可随时取消免办。</p>
        <TextArea
          name="reason"
          label="免办理由"
          required
          rows={3}
          maxLength={200}
          hint="写明为什么不办，例如“本人去外地长住，已电话问候”"
        />
        <SubmitBar label="免办" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

/** Takes a waiver back: the duty is owed again. */
export function UnwaiveDialog({ row, open, onClose }: WaiveProps) {
  const unwaive = useCommand('duties.unwaive', stale)
  const { retireeId, rule, period } = row
  return (
    <ConfirmDialog
      title={`取消免办：${row.fullName} ${row.title}`}
      open={open}
      onClose={onClose}
      action="取消免办"
      onConfirm={async () => {
        await unwaive.mutateAsync({ retireeId, rule, period })
        toast('已取消免办，事项重新列入应办')
      }}
    >
      原免办理由：{row.waivedWhy}。取消后按{formatDay(row.dueOn)}的期限重新列入应办清单。
    </ConfirmDialog>
  )
}
