import * as z from 'zod'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { Invitation } from '#src/staff/account.ts'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { useCommand } from '#src/web/useCall.ts'
import type { FreshLink } from './OneTimeLink.tsx'
import { roleOptions } from './people.ts'

const Fresh = z.strictObject({ ...Invitation.shape, orgId: pickedOrg('请选择机构') })

interface InviteFormProps {
  readonly onClose: () => void
  readonly onInvited: (link: FreshLink) => void
}

/** A new account with its first post. */
export function InviteForm({ onClose, onInvited }: InviteFormProps) {
  const invite = useCommand('staff.invite', ['staff.'])
  return (
    <Form
      schema={Fresh}
      defaults={{ name: '', account: '', orgId: null as never, role: '' as never, title: '' }}
      onSubmit={async (values) => {
        const { token } = await invite.mutateAsync(values)
        onInvited({ name: values.name, token })
      }}
    >
      <Fields columns={2}>
        <TextField name="name" label="姓名" required />
        <TextField name="account" label="账号" required hint="小写字母、数字，如姓名拼音" />
        <OrgPick name="orgId" label="单位" required span="all" hint="决定看得到哪些老同志" />
        <Select name="role" label="岗位" required options={roleOptions} />
        <TextField name="title" label="职务" required placeholder="如 服务管理科科员" />
        <p className="muted" data-span="all">
          岗位由安全管理员批准后生效，批准前不能登录。
        </p>
        <SubmitBar label="开设账号" onCancel={onClose} />
      </Fields>
    </Form>
  )
}
