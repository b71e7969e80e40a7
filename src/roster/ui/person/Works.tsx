import { useQueryClient } from '@tanstack/react-query'
import { VisitDialog } from '#src/visits/ui/VisitDialog.tsx'
import { refreshCalls } from '#src/web/useCall.ts'
import { VerifyDialog } from '../VerifyDialog.tsx'
import { AmendSheet } from './AmendSheet.tsx'
import { ContactDialog, RemoveContactDialog } from './ContactDialogs.tsx'
import { DeathDialog, ReverseDeathDialog } from './DeathDialog.tsx'
import { EmergencyDialog } from './EmergencyDialog.tsx'
import { EventDialog } from './EventDialog.tsx'
import { staleAfter, type Person, type Work } from './person.ts'
import { RequestDialog } from './RequestDialog.tsx'
import { AddTagDialog, EndTagDialog } from './TagDialogs.tsx'
import { TieDialog } from './TieDialog.tsx'
import { VipDialog } from './VipDialog.tsx'

interface WorksProps {
  readonly person: Person
  readonly work: Work
  readonly onClose: () => void
}

/** The window for the work in hand. */
export function Works({ person, work, onClose }: WorksProps) {
  const client = useQueryClient()
  const window = { person, onClose }
  const fullName = person.values.fullName ?? ''
  if (work.kind === 'amend') return <AmendSheet {...window} />
  if (work.kind === 'tie') return <TieDialog {...window} kind={work.tie} />
  if (work.kind === 'event') return <EventDialog {...window} />
  if (work.kind === 'death') return <DeathDialog {...window} />
  if (work.kind === 'reverse') return <ReverseDeathDialog {...window} />
  if (work.kind === 'request') return <RequestDialog {...window} />
  if (work.kind === 'vip') return <VipDialog {...window} />
  if (work.kind === 'emergency') return <EmergencyDialog id={person.id} within onClose={onClose} />
  if (work.kind === 'addTag') return <AddTagDialog {...window} />
  if (work.kind === 'endTag') return <EndTagDialog {...window} tag={work.tag} />
  if (work.kind === 'contact') return <ContactDialog {...window} contact={work.contact} />
  if (work.kind === 'removeContact')
    return <RemoveContactDialog {...window} contact={work.contact} />
  if (work.kind === 'visit')
    return <VisitDialog open onClose={onClose} who={{ retireeId: person.id, fullName }} />
  return (
    <VerifyDialog
      open
      onClose={onClose}
      ids={[person.id]}
      who={fullName}
      onDone={() => void refreshCalls(client, staleAfter)}
    />
  )
}
