import * as z from 'zod'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import type { StaffAccount } from './people.ts'

const Leave = z.strictObject({
  successorAccountId: z.coerce.number().optional(),
  reason: z.string('请写明离岗原因').min(2, '请写明离岗原因'),
})

interface LeaveFormProps {
  readonly of: StaffAccount
  readonly others: readonly StaffAccount[]
  readonly onClose: () => void
}

/** Somebody leaves: posts and sessions end, and what is open passes to the successor, in one step. */
export function LeaveForm({ of, others, onClose }: LeaveFormProps) {
  const leave = useCommand('staff.leave', ['staff.'])
  const options = others.map(({ accountId, name, posts }) => ({
    value: String(accountId),
    label: name,
    note: posts[0] && `${posts[0].orgName} ${posts[0].title}`,
  }))
  return (
    <Form
      schema={Leave}
      defaults={{ successorAccountId: '', reason: '' }}
      onSubmit={async (values) => {
        const handed = await leave.mutateAsync({ accountId: of.accountId, ...values })
        onClose()
        toast(
          `${of.name}已离岗：免去岗位 ${handed.posts} 个，移交导入 ${handed.batches} 批${ofGroups(handed.groups, Boolean(values.successorAccountId))}`,
        )
      }}
    >
      <p className="muted">
        各岗位到今天为止，立即退出登录，账号停用；没办完的导入、结对小组里的位置交给接手人。应办事项记在单位名下，不随人走。
      </p>
      <Fields columns={1}>
        <Select
          name="successorAccountId"
          label="接手人"
          placeholder="没有需要接手的"
          options={options}
        />
        <TextArea name="reason" label="离岗原因" required rows={2} maxLength={200} />
        <SubmitBar label="办理离岗" onCancel={onClose} />
      </Fields>
    </Form>
  )
}

function ofGroups(groups: readonly string[], succeeded: boolean): string {
  if (groups.length === 0) return ''
  const names = groups.join('、')
  return succeeded ? `，接任结对小组：${names}` : `。结对小组缺人，请补上：${names}`
}
