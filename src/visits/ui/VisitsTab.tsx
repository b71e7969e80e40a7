import './visits.css'
import { useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { giftKinds, visitPhotoKinds } from '#src/visits/found.ts'
import type { VisitHistory, VisitOnList } from '#src/visits/list.ts'
import { visitReasons, visitWays } from '#src/visits/visit.ts'
import { downloadHref } from '#src/web/api.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { Timeline } from '#src/web/kit/facts.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { Bar } from '#src/web/kit/page.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { CorrectDialog, WithdrawDialog } from './ChangeDialogs.tsx'
import { PaperButton } from './PaperButton.tsx'

interface VisitsTabProps {
  readonly id: number
}

/** Every visit to one person with what came of it; one's own may be put right here. */
export function VisitsTab({ id }: VisitsTabProps) {
  const may = useMay()
  const visits = useCall('visits.list', { retireeId: id })
  const history = useCall('visits.history', { retireeId: id })
  const [work, setWork] = useState<{ kind: 'correct' | 'withdraw'; visit: VisitOnList }>()
  const close = () => setWork(undefined)
  return (
    <>
      {may('visits.record') && (
        <Bar>
          <ButtonLink icon="plus" to={`/visits/new?retiree=${id}`}>
            登记走访
          </ButtonLink>
          <PaperButton ids={[id]} />
        </Bar>
      )}
      <Loaded of={visits} lines={6}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="还没有走访记录" />
          ) : (
            <Timeline items={rows.map((visit) => itemOf(visit, setWork))} />
          )
        }
      </Loaded>
      {history.data && history.data.length > 0 && <Changes rows={history.data} />}
      {work?.kind === 'correct' && <CorrectDialog visit={work.visit} onClose={close} />}
      {work?.kind === 'withdraw' && <WithdrawDialog visit={work.visit} onClose={close} />}
    </>
  )
}

type OnWork = (work: { kind: 'correct' | 'withdraw'; visit: VisitOnList }) => void

function itemOf(visit: VisitOnList, onWork: OnWork) {
  const { id, visitedOn, reasons, recordedBy, recordedAt, corrected } = visit
  return {
    id,
    on: formatDay(visitedOn),
    title: reasons.map((reason) => visitReasons[reason]).join('、'),
    tag: corrected && <Tag>更正过</Tag>,
    by: [recordedAt, recordedBy && `${recordedBy}登记`].filter(Boolean).join(' '),
    tone: 'ok' as const,
    children: <VisitBody visit={visit} onWork={onWork} />,
  }
}

function VisitBody({ visit, onWork }: { readonly visit: VisitOnList; readonly onWork: OnWork }) {
  const { way, visitors, leaders, findings, health, needs, photos, nextContactOn } = visit
  return (
    <>
      <p>
        {visitWays[way]}，{visitors}
        {leaders && `，同去：${leaders}`}
      </p>
      {findings && <p>{findings}</p>}
      {health && <p>健康变化：{health.words ?? '已记录，写明用途后可看'}</p>}
      {visit.gift && <p>慰问：{giftLine(visit.gift)}</p>}
      {needs.length > 0 && (
        <p>
          提出的事：
          {needs.map(({ ticketId, number, category }) => (
            <span key={ticketId}>
              {ticketCategories[category]}{' '}
              <ButtonLink look="link" to={`/tickets/${ticketId}`}>
                {number}
              </ButtonLink>{' '}
            </span>
          ))}
        </p>
      )}
      {nextContactOn && <p>约定下次联系：{formatDay(nextContactOn)}</p>}
      {photos.length > 0 && (
        <p>
          {photos.map(({ id, kind }, index) => (
            <ButtonLink key={id} look="link" external to={downloadHref('files.get', { id })}>
              {`${visitPhotoKinds[kind]} ${index + 1}`}
            </ButtonLink>
          ))}
        </p>
      )}
      {visit.own && (
        <p className="actions">
          <Button small look="link" onClick={() => onWork({ kind: 'correct', visit })}>
            更正
          </Button>
          <Button small look="link" onClick={() => onWork({ kind: 'withdraw', visit })}>
            撤回
          </Button>
        </p>
      )}
    </>
  )
}

function giftLine({
  kind,
  what,
  amountFen,
  receiptNo,
  signedBy,
}: NonNullable<VisitOnList['gift']>) {
  return [
    what ?? giftKinds[kind],
    amountFen && `${formatFen(amountFen)} 元`,
    signedBy && `${signedBy}签收`,
    receiptNo && `收据 ${receiptNo}`,
  ]
    .filter(Boolean)
    .join('，')
}

const words = { corrected: '更正', withdrawn: '撤回' }

function Changes({ rows }: { readonly rows: readonly VisitHistory[] }) {
  return (
    <details className="visit-changes">
      <summary>更正与撤回 {rows.length} 次</summary>
      <ul>
        {rows.map(({ id, kind, reason, by, at, visitedOn }) => (
          <li key={id}>
            {clockTime(at)} {by}
            {words[kind]}
            {visitedOn && ` ${formatDay(visitedOn)}的走访`}：{reason}
          </li>
        ))}
      </ul>
    </details>
  )
}
