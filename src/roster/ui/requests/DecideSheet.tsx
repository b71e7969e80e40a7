import { useState } from 'react'
import { fieldOf, showValue, type FieldKey } from '#src/roster/fields.ts'
import { requestChannels, type Channel } from '#src/roster/request.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { staleAfter, type Person } from '../person/person.ts'
import { proposedKeys } from '../proposed.ts'
import type { ChangeRequest } from './requestColumns.tsx'

interface DecideSheetProps {
  readonly request: ChangeRequest
  readonly onClose: () => void
}

/** What stands in the record beside what is wished for, and the decision. */
export function DecideSheet({ request, onClose }: DecideSheetProps) {
  const may = useMay()
  const person = useCall('roster.get', { id: request.retireeId })
  const pending = request.status === 'pending'
  return (
    <SideSheet title={`更正申请：${request.fullName}`} wide open onClose={onClose}>
      <div className="stack">
        <KeyValue
          facts={[
            {
              label: '提出',
              value: `${request.requestedBy}（${requestChannels[request.channel as Channel]}），${clockTime(request.requestedAt)}`,
            },
            { label: '说明和依据', value: request.reason },
            ...(request.decidedAt
              ? [{ label: '处理', value: `${clockTime(request.decidedAt)}，${request.decision}` }]
              : []),
          ]}
        />
        <Loaded of={person}>
          {(data) => <Beside person={data} request={request} pending={pending} />}
        </Loaded>
        <ButtonLink small look="link" to={`/roster/${request.retireeId}`}>
          打开档案
        </ButtonLink>
        {pending && may('roster.decide') && <Decision request={request} onClose={onClose} />}
      </div>
    </SideSheet>
  )
}

interface BesideProps {
  readonly person: Person
  readonly request: ChangeRequest
  readonly pending: boolean
}

function Beside({ person, request, pending }: BesideProps) {
  const wished = request.proposed as Record<string, unknown>
  return (
    <SimpleTable
      label="更正内容"
      rows={proposedKeys(wished)}
      rowKey={(key: FieldKey) => key}
      columns={[
        { key: 'title', title: '栏目', cell: (key: FieldKey) => fieldOf(key).title },
        {
          key: 'now',
          title: pending ? '档案里现在是' : '档案现在是',
          cell: (key: FieldKey) =>
            showValue(key, person.values[key]) || (person.masked.includes(key) ? '未打开' : '空'),
        },
        {
          key: 'wish',
          title: '申请改为',
          cell: (key: FieldKey) => (
            <b>
              {showValue(key, wished[key]) || (person.masked.includes(key) ? '未打开' : '清空')}
            </b>
          ),
        },
      ]}
    />
  )
}

function Decision({ request, onClose }: DecideSheetProps) {
  const [decision, setDecision] = useState('')
  const [missing, setMissing] = useState(false)
  const decide = useCommand('roster.decideChange', staleAfter)
  async function settle(accept: boolean) {
    if (decision.trim().length < 2) return setMissing(true)
    await decide.mutateAsync({ requestId: request.id, accept, decision })
    toast(accept ? '已采纳，档案已更新' : '已处理，未采纳')
    onClose()
  }
  const press = (accept: boolean) => () => void settle(accept).catch(() => undefined)
  const refusal = decide.error ? sentenceOf(decide.error) : undefined
  return (
    <div className="stack">
      <TextArea
        label="核实说明"
        required
        maxLength={200}
        rows={2}
        hint="怎样核实的；不采纳的，写明原因"
        value={decision}
        onChange={(text) => {
          setDecision(text)
          setMissing(false)
        }}
        error={missing ? '请填写核实说明' : refusal}
      />
      <div className="submit-bar">
        <Button look="primary" busy={decide.isPending} onClick={press(true)}>
          采纳，更新档案
        </Button>
        <Button onClick={press(false)}>不采纳</Button>
        <Button look="quiet" onClick={onClose}>
          稍后再说
        </Button>
      </div>
    </div>
  )
}
