import { clockOf } from '#src/calls/clockOf.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { sentenceOf } from '#src/web/api.ts'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import type { LiveCall } from './deskFeed.ts'
import { useSecond } from './useSecond.ts'
import { originWords, sinceWords, stateTone, stateWords, whoCalls } from './words.ts'

interface CallItemProps {
  readonly call: LiveCall
  readonly chosen: boolean
  readonly ahead: number
  /** The one who looks was told by the chain. */
  readonly mine: boolean
  readonly onChoose: () => void
}

/** One call on the desk: who, since when, and the one verb that matters now. */
export function CallItem({ call, chosen, ahead, mine, onChoose }: CallItemProps) {
  const may = useMay()
  const acknowledge = useCommand('calls.acknowledge', ['calls.'])
  const second = useSecond()
  const waited = second + ahead - new Date(call.receivedAt).getTime()
  const take = async () => {
    try {
      await acknowledge.mutateAsync({ id: call.id })
    } catch (error) {
      toast(sentenceOf(error), 'err')
    }
    onChoose()
  }
  return (
    <li className="call-item" data-state={call.state} data-chosen={chosen || undefined}>
      <div className="call-words">
        <p className="call-who">
          <button type="button" className="btn btn-link" onClick={onChoose} aria-current={chosen}>
            {whoCalls(call)}
          </button>{' '}
          <Tag tone={stateTone(call)}>{stateWords(call)}</Tag>{' '}
          {call.isDrill && <Tag tone="info">演练</Tag>} {call.mistaken && <Tag>本人说按错了</Tag>}{' '}
          {mine && call.state === 'ringing' && <Tag tone="warn">已升级到您</Tag>}
        </p>
        <p className="muted">
          {[call.community ?? call.unit, originWords(call)].filter(Boolean).join(' · ')}
        </p>
        <p className="muted">
          {call.acknowledgedName
            ? `由${call.acknowledgedName}于 ${clockOf(call.acknowledgedAt ?? call.receivedAt)} 接听`
            : call.state === 'ringing' && call.toldNames
              ? `已通知 ${call.toldNames}`
              : ''}
        </p>
      </div>
      {call.state === 'ringing' && (
        <div className="call-verb">
          <b className="call-clock" aria-label="已等待">
            {sinceWords(waited)}
          </b>
          {may('calls.answer') && (
            <Button look="danger" busy={acknowledge.isPending} onClick={() => void take()}>
              接听
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
