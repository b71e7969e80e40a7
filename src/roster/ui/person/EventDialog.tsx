import { useWatch } from 'react-hook-form'
import * as z from 'zod'
import { lifeEvents, RecordEvent } from '#src/roster/life.ts'
import { OrgPick } from '#src/orgs/ui/OrgPick.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfter, type Person } from './person.ts'

/** What each kind asks for besides day and note. */
const asked = {
  moved: ['residenceRegion', 'residenceAddress', 'communityId'],
  retired: [],
  transferredOut: ['receiver'],
} as const
type Kind = keyof typeof asked

const kinds = (Object.keys(asked) as Kind[]).map((kind) => ({
  value: kind,
  label: lifeEvents[kind],
}))

interface EventDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Registers what happened in the person's life; death has a window of its own. */
export function EventDialog({ person, onClose }: EventDialogProps) {
  const { today } = useSession()
  const record = useCommand('roster.recordEvent', staleAfter)
  const Happening = z.preprocess((form) => eventOf(form, person.id), RecordEvent)
  return (
    <Dialog title={`登记人生大事：${person.values.fullName ?? ''}`} open onClose={onClose}>
      <Form
        schema={Happening}
        defaults={{ kind: '', on: today, note: '' } as never}
        onSubmit={async (event) => {
          await record.mutateAsync(event)
          toast(`已登记${lifeEvents[event.kind]}`)
          onClose()
        }}
      >
        <RadioRow
          name="kind"
          label="事项"
          required
          options={kinds}
          hint="住院、丧亲等请在“健康”里登记"
        />
        <Fields>
          <DateText name="on" label="日期" required placeholder="如 2026.11.21、2026.11" />
          <Details />
        </Fields>
        <TextArea name="note" label="说明" maxLength={200} rows={2} />
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function Details() {
  const kind = useWatch({ name: 'kind' }) as Kind | ''
  if (kind === 'moved')
    return (
      <>
        <TextField name="residenceRegion" label="新的现居住地" maxLength={60} />
        <TextField name="residenceAddress" label="新住址" required span="all" maxLength={200} />
        <OrgPick name="communityId" label="新的社区" kinds={['community', 'grid']} />
      </>
    )
  if (kind !== 'transferredOut') return null
  return (
    <>
      <TextField name="receiver" label="接收单位" required maxLength={80} />
      <div className="field" data-span="all">
        <Notice tone="warn">登记转出后离册：移出在册名单，档案只能查看。</Notice>
      </div>
    </>
  )
}

/** Of the form, what belongs to the kind chosen. */
function eventOf(form: unknown, id: number): unknown {
  const given = form as Record<string, unknown>
  const kind = given['kind'] as Kind | undefined
  if (!kind || !(kind in asked)) return { ...given, id }
  const keys = ['kind', 'on', 'note', ...asked[kind]].filter((key) => given[key] !== undefined)
  const picked = Object.fromEntries(keys.map((key) => [key, valueOf(given[key])]))
  return { ...picked, id }
}

function valueOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Number((value as { id: unknown }).id)
}
