import * as z from 'zod'
import type { GroupMember } from '#src/contactGroups/group.ts'
import type { GroupPage } from '#src/contactGroups/list.operations.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterContact } from './CallDialog.tsx'
import { MemberFields, memberDefaults, memberOf, memberShape } from './MemberFields.tsx'

const NewOne = z
  .object(memberShape)
  .refine((typed) => Boolean(typed.who) || Boolean(typed.memberName), {
    path: ['who'],
    message: '请选择工作人员，或填写志愿者姓名',
  })

/** A further member. */
export function AddMemberDialog({ group, onClose }: { group: GroupPage; onClose: () => void }) {
  const add = useCommand('contactGroups.addMember', staleAfterContact)
  return (
    <Dialog title="增加成员" open onClose={onClose}>
      <Form
        schema={NewOne}
        defaults={memberDefaults}
        onSubmit={async (typed) => {
          const member = memberOf(typed)
          if (!member) return
          await add.mutateAsync({ groupId: group.id, member })
          toast('已增加成员')
          onClose()
        }}
      >
        <Fields columns={2}>
          <MemberFields as="成员" />
        </Fields>
        <SubmitBar label="增加" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const Ending = z.object({
  ...memberShape,
  reason: z.string('请填写原因').trim().min(2, '请填写原因').max(100, '原因最多 100 个字'),
})

/** Somebody leaves a group; the successor takes the place. */
export function EndMemberDialog({ member, onClose }: { member: GroupMember; onClose: () => void }) {
  const end = useCommand('contactGroups.endMember', staleAfterContact)
  return (
    <Dialog title={`${member.name}退出小组`} open onClose={onClose}>
      <Form
        schema={Ending}
        defaults={{ ...memberDefaults, reason: '' }}
        onSubmit={async ({ reason, ...typed }) => {
          const successor = memberOf(typed) ?? null
          await end.mutateAsync({ memberId: member.id, reason, successor })
          toast(successor ? '已交接' : `${member.name}已退出`)
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="reason" label="原因" required maxLength={100} span="all" />
          <MemberFields as="接手人" />
        </Fields>
        {member.isLeader && (
          <p className="muted">接手人随即任组长；没有接手人的，请另行指定组长。</p>
        )}
        <SubmitBar label="退出" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
