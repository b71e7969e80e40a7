import * as z from 'zod'
import { grantableRoles, type Role } from '#src/kernel/access.ts'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { roleOptions, type StaffAccount } from './people.ts'

const Further = z.strictObject({
  orgId: pickedOrg('请选择机构'),
  role: z.enum(grantableRoles as [Role, ...Role[]], '请选择岗位'),
  title: z.string('请填写职务').min(2, '请填写职务，例如：服务科科员'),
  validTo: z.string().optional(),
})

interface FurtherPostFormProps {
  readonly of: StaffAccount
  readonly onClose: () => void
}

/** A further post for somebody who has an account; it waits for the security administrator. */
export function FurtherPostForm({ of, onClose }: FurtherPostFormProps) {
  const propose = useCommand('staff.propose', ['staff.'])
  return (
    <Form
      schema={Further}
      defaults={{ orgId: null as never, role: '' as never, title: '', validTo: '' }}
      onSubmit={async ({ validTo = null, ...wanted }) => {
        await propose.mutateAsync({ accountId: of.accountId, ...wanted, validTo })
        onClose()
        toast('已提出，安全管理员批准后生效')
      }}
    >
      <Fields columns={2}>
        <OrgPick name="orgId" label="单位" required span="all" hint="决定看得到哪些老同志" />
        <Select name="role" label="岗位" required options={roleOptions} />
        <TextField name="title" label="职务" required placeholder="如 服务管理科科员" />
        <DateText name="validTo" label="到期日" wholeDay hint="自这一天起不再履职；长期任职不填" />
        <SubmitBar label="提出申请" onCancel={onClose} />
      </Fields>
    </Form>
  )
}
