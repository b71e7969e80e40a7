import { useNavigate } from 'react-router'
import * as z from 'zod'
import type { GroupPage, GroupPerson } from '#src/contactGroups/list.operations.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { staleAfterContact } from './CallDialog.tsx'

interface OfGroup {
  readonly group: GroupPage
  readonly onClose: () => void
}

const reason = z.string('请填写原因').trim().min(2, '请填写原因').max(100, '原因最多 100 个字')

const Amended = z.object({
  name: z.string('请填写小组名称').trim().min(2, '请填写小组名称').max(40, '最多 40 个字'),
  dutyPhone: z.string().trim().optional(),
})

/** Name and duty telephone. */
export function AmendDialog({ group, onClose }: OfGroup) {
  const amend = useCommand('contactGroups.amend', staleAfterContact)
  return (
    <Dialog title="修改小组" open onClose={onClose}>
      <Form
        schema={Amended}
        defaults={{ name: group.name, dutyPhone: group.dutyPhone ?? '' }}
        onSubmit={async ({ name, dutyPhone }) => {
          await amend.mutateAsync({ id: group.id, name, dutyPhone: dutyPhone || null })
          toast('已保存')
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="name" label="小组名称" required maxLength={40} />
          <TextField
            name="dutyPhone"
            label="值班电话"
            inputMode="tel"
            hint="不填用组建机构的电话"
          />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

/** Ends a group with everything in it. */
export function CloseDialog({ group, onClose }: OfGroup) {
  const navigate = useNavigate()
  const close = useCommand('contactGroups.close', staleAfterContact)
  return (
    <Dialog title={`撤销“${group.name}”`} open onClose={onClose}>
      <Form
        schema={z.object({ reason })}
        defaults={{ reason: '' }}
        onSubmit={async (values) => {
          const { people } = await close.mutateAsync({ id: group.id, ...values })
          toast(`已撤销，${people} 人列入“还没有结对”`)
          onClose()
          void navigate('/groups')
        }}
      >
        <p>
          {group.people > 0
            ? `结对的 ${group.people} 人随之结束，请先转到别的小组。`
            : '小组里没有结对的老同志。'}
        </p>
        <TextField name="reason" label="原因" required maxLength={100} />
        <SubmitBar label="撤销小组" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

interface LeaveProps extends OfGroup {
  readonly person: GroupPerson
}

const Left = z.object({ toGroupId: z.string().optional(), reason })

/** One person leaves the group, for another or for none. */
export function LeaveDialog({ group, person, onClose }: LeaveProps) {
  const leave = useCommand('contactGroups.leave', staleAfterContact)
  const groups = useCall('contactGroups.list', {})
  const others = (groups.data ?? []).filter(({ id, mine }) => mine && id !== group.id)
  return (
    <Dialog title={`${person.fullName}转出小组`} open onClose={onClose}>
      <Form
        schema={Left}
        defaults={{ toGroupId: '', reason: '' }}
        onSubmit={async ({ toGroupId, ...values }) => {
          await leave.mutateAsync({
            groupId: group.id,
            ids: [person.id],
            toGroupId: toGroupId ? Number(toGroupId) : null,
            ...values,
          })
          toast(toGroupId ? '已转到新的小组' : `已结束与${person.fullName}的结对`)
          onClose()
        }}
      >
        <Fields columns={1}>
          <Select
            name="toGroupId"
            label="转到"
            placeholder="不转，结束结对"
            options={others.map(({ id, name, people }) => ({
              value: String(id),
              label: name,
              note: `已结对 ${people} 人`,
            }))}
          />
          <TextField name="reason" label="原因" required maxLength={100} />
        </Fields>
        <SubmitBar label="转出" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
