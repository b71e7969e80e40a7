import type { GroupMember } from '#src/contactGroups/group.ts'
import type { GroupPage, GroupPerson } from '#src/contactGroups/list.operations.ts'
import { VisitDialog } from '#src/visits/ui/VisitDialog.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { CallDialog, staleAfterContact } from './CallDialog.tsx'
import { AmendDialog, CloseDialog, LeaveDialog } from './GroupDialogs.tsx'
import { AddMemberDialog, EndMemberDialog } from './MemberDialogs.tsx'

/** What is to be done on the page of a group. */
export type GroupWork =
  | { readonly kind: 'amend' | 'close' | 'member' }
  | { readonly kind: 'appoint' | 'end'; readonly member: GroupMember }
  | { readonly kind: 'call' | 'visit' | 'leave'; readonly person: GroupPerson }

interface GroupWindowProps {
  readonly group: GroupPage
  readonly work: GroupWork
  readonly onClose: () => void
}

/** The window for one piece of work. */
export function GroupWindow({ group, work, onClose }: GroupWindowProps) {
  if ('member' in work)
    return work.kind === 'appoint' ? (
      <Appoint member={work.member} onClose={onClose} />
    ) : (
      <EndMemberDialog member={work.member} onClose={onClose} />
    )
  if (!('person' in work)) {
    if (work.kind === 'amend') return <AmendDialog group={group} onClose={onClose} />
    if (work.kind === 'close') return <CloseDialog group={group} onClose={onClose} />
    return <AddMemberDialog group={group} onClose={onClose} />
  }
  const { id, fullName } = work.person
  if (work.kind === 'leave')
    return <LeaveDialog group={group} person={work.person} onClose={onClose} />
  const who = { retireeId: id, fullName }
  if (work.kind === 'call') return <CallDialog who={who} onClose={onClose} />
  return <VisitDialog open onClose={onClose} who={who} reasons={['routine']} />
}

function Appoint({ member, onClose }: { member: GroupMember; onClose: () => void }) {
  const appoint = useCommand('contactGroups.appoint', staleAfterContact)
  return (
    <ConfirmDialog
      title={`${member.name}任组长`}
      open
      onClose={onClose}
      action="任组长"
      onConfirm={async () => {
        await appoint.mutateAsync({ memberId: member.id })
        toast(`${member.name}已任组长`)
      }}
    >
      <p>现任组长改为成员，起止都有记录。</p>
    </ConfirmDialog>
  )
}
