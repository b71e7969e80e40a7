import { AddTag, EndTag, tags, type TagCode } from '#src/roster/tag.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfter, type HeldTag, type Person } from './person.ts'

interface AddTagProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Notes a special circumstance with its evidence. */
export function AddTagDialog({ person, onClose }: AddTagProps) {
  const { today } = useSession()
  const add = useCommand('roster.addTag', staleAfter)
  const held = person.tags.map(({ code }) => code)
  return (
    <Dialog title={`添加特殊情况标签：${person.values.fullName ?? ''}`} open onClose={onClose}>
      <Form
        schema={AddTag.omit({ id: true })}
        defaults={{ code: '' as TagCode, fromOn: today, evidence: '' }}
        onSubmit={async (tag) => {
          await add.mutateAsync({ id: person.id, ...tag })
          toast(`已添加标签“${tags[tag.code]}”`)
          onClose()
        }}
      >
        <Select
          name="code"
          label="标签"
          required
          options={optionsOf(tags).filter(({ value }) => !held.includes(value))}
        />
        <DateText name="fromOn" label="从何日起" wholeDay required />
        <TextArea
          name="evidence"
          label="依据"
          required
          maxLength={200}
          hint="谁、何时、怎样核实的，例如：社区 3 月入户核实"
        />
        <SubmitBar label="添加" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

interface EndTagProps extends AddTagProps {
  readonly tag: HeldTag
}

/** Ends a special circumstance; it stays in the history. */
export function EndTagDialog({ person, tag, onClose }: EndTagProps) {
  const { today } = useSession()
  const end = useCommand('roster.endTag', staleAfter)
  const title = tags[tag.code as TagCode] ?? tag.code
  return (
    <Dialog title={`结束标签：${title}`} open onClose={onClose}>
      <Form
        schema={EndTag.omit({ id: true, tagId: true })}
        defaults={{ toOn: today, why: '' }}
        onSubmit={async (ending) => {
          await end.mutateAsync({ id: person.id, tagId: tag.id, ...ending })
          toast(`已结束标签“${title}”`)
          onClose()
        }}
      >
        <DateText name="toOn" label="到何日止" wholeDay required />
        <TextArea name="why" label="原因" required maxLength={200} rows={2} />
        <SubmitBar label="结束标签" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
