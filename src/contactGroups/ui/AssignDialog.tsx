import * as z from 'zod'
import type { GroupRow } from '#src/contactGroups/group.ts'
import type { Unassigned } from '#src/contactGroups/list.operations.ts'
import type { Filters } from '#src/roster/list.ts'
import { CheckRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterContact } from './CallDialog.tsx'

interface AssignDialogProps {
  /** These; absent: everyone under the conditions. */
  readonly people: readonly Unassigned[] | undefined
  readonly filters: Filters
  readonly total: number
  readonly groups: readonly GroupRow[]
  readonly onClose: () => void
}

/** Puts people into one group, or divides everyone under the conditions evenly among several. */
export function AssignDialog(props: AssignDialogProps) {
  const { people, total, onClose } = props
  const title = people
    ? `安排结对：${people.map(({ fullName }) => fullName).join('、')}`
    : `安排 ${total} 人结对`
  return (
    <Dialog title={title} open onClose={onClose}>
      {people ? <One {...props} people={people} /> : <Several {...props} />}
    </Dialog>
  )
}

const Chosen = z.object({ groupId: z.string('请选择小组').min(1, '请选择小组') })

function One({ people, groups, onClose }: AssignDialogProps & { people: readonly Unassigned[] }) {
  const assign = useCommand('contactGroups.assign', staleAfterContact)
  return (
    <Form
      schema={Chosen}
      defaults={{ groupId: '' }}
      onSubmit={async ({ groupId }) => {
        await assign.mutateAsync({ groupId: Number(groupId), ids: people.map(({ id }) => id) })
        toast('已安排结对')
        onClose()
      }}
    >
      <Select
        name="groupId"
        label="联系小组"
        required
        options={groups.map(({ id, name, people: count }) => ({
          value: String(id),
          label: name,
          note: `已结对 ${count} 人`,
        }))}
      />
      <SubmitBar label="安排" onCancel={onClose} />
    </Form>
  )
}

const Divided = z.object({ groupIds: z.array(z.string()).min(1, '请选择小组') })

function Several({ filters, groups, total, onClose }: AssignDialogProps) {
  const divide = useCommand('contactGroups.divide', staleAfterContact)
  return (
    <Form
      schema={Divided}
      defaults={{ groupIds: [] }}
      onSubmit={async ({ groupIds }) => {
        const { people, groups: count } = await divide.mutateAsync({
          groupIds: groupIds.map(Number),
          filters,
        })
        toast(`已把 ${people} 人安排到 ${count} 个小组`)
        onClose()
      }}
    >
      <p className="muted">
        选一个小组，{total} 人都归它；选几个，按现有人数平均分配，同一社区的尽量在一起。
      </p>
      <CheckRow
        name="groupIds"
        label="联系小组"
        required
        options={groups.map(({ id, name, people }) => ({
          value: String(id),
          label: `${name}（${people} 人）`,
        }))}
      />
      <SubmitBar label={`安排 ${total} 人`} onCancel={onClose} />
    </Form>
  )
}
