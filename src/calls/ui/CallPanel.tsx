import { lazy, Suspense, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { clockOf } from '#src/calls/clockOf.ts'
import type { CallDetail } from '#src/calls/card.operations.ts'
import { stepTitles, stepAt } from '#src/calls/chain.ts'
import { stepKinds } from '#src/calls/stepKinds.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { KeyValue, Timeline } from '#src/web/kit/facts.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { EmergencyCard } from './EmergencyCard.tsx'
import { MatchPerson } from './MatchPerson.tsx'
import { originWords, stateTone, stateWords, whoCalls } from './words.ts'
import type { LiveCall } from './deskFeed.ts'

const ActDialog = lazy(async () => ({ default: (await import('./ActDialog.tsx')).ActDialog }))
export type Act = 'dispatch' | 'arrive' | 'family' | '120' | 'note' | 'close'

export const staleAfterCall = ['calls.get', 'calls.onDuty', 'calls.list', 'calls.figures']

interface CallPanelProps {
  readonly id: number
  /** Rises with every change, so that the panel reads again. */
  readonly version: number
}

/** One call: what is known, what was done, what may be done next. */
export function CallPanel({ id, version }: CallPanelProps) {
  const detail = useCall('calls.get', { id }, { keep: true })
  const { refetch } = detail
  useEffect(() => {
    if (version > 0) void refetch()
  }, [version, refetch])
  return <Loaded of={detail}>{(data) => <Panel detail={data} />}</Loaded>
}

function Panel({ detail }: { readonly detail: CallDetail }) {
  const may = useMay()
  const [act, setAct] = useState<Act>()
  const row = detail.row as unknown as LiveCall
  const open = row.state !== 'closed'
  return (
    <div className="stack">
      <p className="call-who">
        {row.retireeId ? (
          <Link to={`/roster/${row.retireeId}`}>{whoCalls(row)}</Link>
        ) : (
          <b>{whoCalls(row)}</b>
        )}{' '}
        <Tag tone={stateTone(row)}>{stateWords(row)}</Tag>{' '}
        {row.isDrill && <Tag tone="info">演练</Tag>}
      </p>
      <p className="muted">{originWords(row)}</p>
      {open && may('calls.answer') && (
        <Verbs row={row} responder={detail.responder} onAct={setAct} />
      )}
      {open && row.retireeId === null && may('calls.answer') && (
        <MatchPerson id={row.id} household={detail.household} />
      )}
      {open && row.retireeId !== null && detail.responder && <EmergencyCard id={row.id} />}
      {detail.caller && (
        <KeyValue
          facts={[
            { label: '来电人', value: detail.caller.name },
            { label: '来电号码', value: detail.caller.phone },
            { label: '所说的事', value: detail.caller.said, wide: true },
          ]}
        />
      )}
      {detail.result && (
        <KeyValue facts={[{ label: '结果和答复', value: detail.result, wide: true }]} />
      )}
      {row.ticketNumber && <p>已转为事项 {row.ticketNumber}</p>}
      <Passed detail={detail} />
      <Suspense>
        {act && <ActDialog act={act} row={row} onClose={() => setAct(undefined)} />}
      </Suspense>
    </div>
  )
}

function Verbs({
  row,
  responder,
  onAct,
}: {
  readonly row: LiveCall
  readonly responder: boolean
  readonly onAct: (act: Act) => void
}) {
  const acknowledge = useCommand('calls.acknowledge', staleAfterCall)
  const join = useCommand('calls.join', staleAfterCall)
  const close = useCommand('calls.close', staleAfterCall)
  const say = (work: Promise<unknown>, done: string) =>
    void work.then(
      () => toast(done),
      (error: unknown) => toast(sentenceOf(error), 'err'),
    )
  const end = (closing: 'accidental' | 'drill', done: string) =>
    say(close.mutateAsync({ id: row.id, closing }), done)
  const quick = (
    <>
      <Button busy={close.isPending} onClick={() => end('accidental', '已按误按结束')}>
        误按，结束
      </Button>
      {row.isDrill && (
        <Button busy={close.isPending} onClick={() => end('drill', '演练已结束')}>
          演练结束
        </Button>
      )}
    </>
  )
  if (row.state === 'ringing')
    return (
      <div className="actions actions-start">
        <Button
          look="primary"
          busy={acknowledge.isPending}
          onClick={() => say(acknowledge.mutateAsync({ id: row.id }), '已接听')}
        >
          接听
        </Button>
        {quick}
      </div>
    )
  return (
    <div className="actions actions-start">
      {!responder && (
        <Button
          busy={join.isPending}
          onClick={() => say(join.mutateAsync({ id: row.id }), '已加入处置')}
        >
          协助
        </Button>
      )}
      <Button onClick={() => onAct('dispatch')}>派人前往</Button>
      <Button onClick={() => onAct('120')}>已打 120</Button>
      <Button onClick={() => onAct('family')}>已通知家属</Button>
      <Button onClick={() => onAct('arrive')}>到场</Button>
      <Button onClick={() => onAct('note')}>说明</Button>
      {quick}
      <Button look="primary" onClick={() => onAct('close')}>
        结束并答复
      </Button>
    </div>
  )
}

function Passed({ detail }: { readonly detail: CallDetail }) {
  const items = detail.steps.toReversed().map((step) => ({
    id: step.id,
    on: clockOf(step.at),
    title: stepKinds[step.kind],
    by: step.by ?? undefined,
    tone: step.kind === 'escalated' ? ('warn' as const) : undefined,
    children:
      step.kind === 'escalated'
        ? `${stepTitles[stepAt(step.level ?? 0)]}：${step.told ?? '无人可通知'}${step.fellBack ? '（没有排班，改为通知）' : ''}`
        : step.note,
  }))
  return <Timeline items={items} />
}
