import { Dialog } from '#src/web/kit/Dialog.tsx'
import { AmendForm } from './AmendForm.tsx'
import { CreateForm } from './CreateForm.tsx'
import { DissolveForm, MergeForm, MoveForm, RenameForm } from './changeForms.tsx'
import type { OrgDetail } from './OrgDetails.tsx'

const titles = {
  create: '新增下级',
  amend: '修改资料',
  rename: '更名',
  move: '划转',
  merge: '合并',
  dissolve: '撤销',
} as const
export type OrgAct = keyof typeof titles

/** What may be done with an organisation; nothing any more once it is dissolved. */
export function actsOn(
  org: Pick<OrgDetail, 'dissolvedOn' | 'parentId'>,
): readonly { act: OrgAct; title: string }[] {
  if (org.dissolvedOn) return []
  const acts = Object.entries(titles).map(([act, title]) => ({ act: act as OrgAct, title }))
  return org.parentId === null
    ? acts.filter(({ act }) => act !== 'move' && act !== 'merge' && act !== 'dissolve')
    : acts
}

/** What every form in the dialog gets. */
export interface ActProps {
  readonly org: OrgDetail
  readonly onClose: () => void
  /** Shows another organisation: the new one, or the one merged into. */
  readonly onSelect: (id: number) => void
}

const forms = {
  create: CreateForm,
  amend: AmendForm,
  rename: RenameForm,
  move: MoveForm,
  merge: MergeForm,
  dissolve: DissolveForm,
} as const

/** The window in which one thing is done with an organisation. */
export function OrgDialog({ act, ...props }: ActProps & { readonly act: OrgAct | undefined }) {
  const Form = act && forms[act]
  return (
    <Dialog
      title={act ? `${titles[act]}：${props.org.name}` : ''}
      open={act !== undefined}
      onClose={props.onClose}
      wide={act === 'create' || act === 'amend'}
    >
      {Form && <Form {...props} />}
    </Dialog>
  )
}
