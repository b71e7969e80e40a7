import { useWatch } from 'react-hook-form'
import * as z from 'zod'
import { RecordCareEvent } from '#src/health/event.ts'
import { channels, eventKinds, mourned, withWhom, type EventKind } from '#src/health/words.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { PersonPick, Who, whoOf, type Known } from './PersonPick.tsx'
import { staleAfterCare } from './stale.ts'

/** What each kind asks for besides day and channel. */
const asked = { bereavement: ['relation'], dispute: ['withWhom'], hardship: ['note'] } as const
const common = ['kind', 'happenedOn', 'noticedOn', 'channel', 'reportedBy', 'retireeId']

interface EventDialogProps {
  readonly who?: Known | undefined
  readonly onClose: () => void
}

/** Notes a bereavement, a dispute to be mediated or a hardship; the visit is then owed. */
export function CareEventDialog({ who, onClose }: EventDialogProps) {
  const { today } = useSession()
  const record = useCommand('health.recordEvent', staleAfterCare)
  const Event = z
    .object({ who: Who })
    .loose()
    .transform((form) => eventOf(form))
    .pipe(RecordCareEvent)
  const defaults = { who: whoOf(who), kind: '', happenedOn: today, channel: 'family' }
  return (
    <Dialog title={who ? `登记变故：${who.fullName}` : '登记变故'} open onClose={onClose}>
      <Form
        schema={Event}
        defaults={defaults as never}
        onSubmit={async (event) => {
          await record.mutateAsync(event)
          toast(`已登记${eventKinds[event.kind]}，走访已列入应办`)
          onClose()
        }}
      >
        <RadioRow name="kind" label="事项" required options={optionsOf(eventKinds)} />
        <Fields columns={2}>
          <PersonPick who={who} />
          <Details />
          <DateText name="happenedOn" label="发生日期" wholeDay required />
          <DateText name="noticedOn" label="得知日期" wholeDay hint="不填即今天" />
          <RadioRow
            name="channel"
            label="怎样得知"
            required
            span="all"
            options={optionsOf(channels)}
          />
          <TextField name="reportedBy" label="告知人" maxLength={60} />
        </Fields>
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function Details() {
  const kind = useWatch({ name: 'kind' }) as EventKind | ''
  const relations = mourned.map((value) => ({ value, label: value }))
  if (kind === 'bereavement')
    return <RadioRow name="relation" label="逝者是本人的" required span="all" options={relations} />
  if (kind === 'dispute')
    return (
      <RadioRow
        name="withWhom"
        label="与谁"
        required
        span="all"
        hint="只记需要调解，不评价任何一方"
        options={optionsOf(withWhom)}
      />
    )
  if (kind !== 'hardship') return null
  return (
    <TextArea
      name="note"
      label="困难情况"
      span="all"
      rows={2}
      maxLength={200}
      hint="可不填；加密保存，按用途才能查看"
    />
  )
}

/** Of the form, what belongs to the kind chosen. */
function eventOf(form: Record<string, unknown> & { who: { id: number } }): unknown {
  const given: Record<string, unknown> = { ...form, retireeId: form.who.id }
  const kind = String(given['kind'] ?? '')
  const more = kind in asked ? asked[kind as EventKind] : []
  const keys = [...common, ...more].filter((key) => given[key] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, given[key]]))
}
