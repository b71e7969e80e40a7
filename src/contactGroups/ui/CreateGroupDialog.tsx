import { useNavigate } from 'react-router'
import * as z from 'zod'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { MemberFields, memberDefaults, memberOf, memberShape } from './MemberFields.tsx'

const Typed = z
  .object({
    name: z.string('请填写小组名称').trim().min(2, '请填写小组名称').max(40, '最多 40 个字'),
    orgId: pickedOrg('请选择机构').nullish(),
    dutyPhone: z.string().trim().optional(),
    ...memberShape,
  })
  .refine((typed) => Boolean(typed.who) || Boolean(typed.memberName), {
    path: ['who'],
    message: '请选择组长，或填写志愿者姓名',
  })

/** Sets up a group with its leader; people are assigned afterwards. */
export function CreateGroupDialog({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate()
  const create = useCommand('contactGroups.create', ['contactGroups.'])
  return (
    <Dialog title="建立联系小组" open onClose={onClose}>
      <Form
        schema={Typed}
        defaults={{ name: '', orgId: null, dutyPhone: '', ...memberDefaults }}
        onSubmit={async ({ name, orgId, dutyPhone, ...typed }) => {
          const leader = memberOf(typed)
          if (!leader) return
          const { id } = await create.mutateAsync({
            name,
            ...(orgId && { orgId }),
            dutyPhone: dutyPhone || null,
            leader,
          })
          toast('已建立小组，接着安排结对的老同志')
          onClose()
          void navigate(`/groups/${id}`)
        }}
      >
        <Fields columns={2}>
          <TextField
            name="name"
            label="小组名称"
            required
            maxLength={40}
            hint="例如：枫林社区第一联系小组"
            span="all"
          />
          <OrgPick name="orgId" label="组建机构" placeholder="本单位" />
          <TextField
            name="dutyPhone"
            label="值班电话"
            inputMode="tel"
            hint="不填用组建机构的电话"
          />
          <MemberFields as="组长" />
        </Fields>
        <SubmitBar label="建立小组" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
