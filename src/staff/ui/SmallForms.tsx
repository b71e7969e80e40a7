import * as z from 'zod'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { postsNow, type StaffAccount } from './people.ts'

interface SmallFormProps {
  readonly of: StaffAccount
  readonly today: string
  readonly onClose: () => void
}

const EndPost = z.strictObject({ postId: z.coerce.number('请选择岗位') })

/** One of several posts ends today; the others stay. */
export function EndPostForm({ of, today, onClose }: SmallFormProps) {
  const end = useCommand('staff.endPost', ['staff.'])
  const options = postsNow(of, today).map(({ postId, title, orgName, roleTitle }) => ({
    value: String(postId),
    label: `${orgName} ${title}（${roleTitle}）`,
  }))
  return (
    <Form
      schema={EndPost}
      defaults={{ postId: options.length === 1 ? options[0]?.value : '' }}
      onSubmit={async ({ postId }) => {
        await end.mutateAsync({ postId })
        onClose()
        toast('已免去岗位，即刻生效')
      }}
    >
      <Fields columns={1}>
        <Select name="postId" label="岗位" required options={options} />
        <SubmitBar label="免去岗位" onCancel={onClose} />
      </Fields>
    </Form>
  )
}

const Reset = z.strictObject({ reason: z.string('请写明原因').min(2, '请写明原因') })

/** The phone is lost: the second factor is taken off, to be bound anew at the next sign-in. */
export function ResetFactorForm({ of, onClose }: SmallFormProps) {
  const reset = useCommand('security.resetFactor', ['staff.', 'security.'])
  return (
    <Form
      schema={Reset}
      defaults={{ reason: '' }}
      onSubmit={async ({ reason }) => {
        await reset.mutateAsync({ accountId: of.accountId, reason })
        onClose()
        toast(`已解除，${of.name}下次登录时重新绑定`)
      }}
    >
      <p className="muted">
        请先当面核实本人。解除后立即退出登录，密码不变，下次登录须重新绑定；此事记入安全事项。
      </p>
      <Fields columns={1}>
        <TextArea name="reason" label="原因" required rows={2} maxLength={200} />
        <SubmitBar label="解除动态口令" onCancel={onClose} />
      </Fields>
    </Form>
  )
}
