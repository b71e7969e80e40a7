import { lazy, Suspense, useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { EventOnRecord } from '#src/health/record.ts'
import { channels, eventKinds, withWhom } from '#src/health/words.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { SecretText } from './SecretText.tsx'
import { staleAfterCare } from './stale.ts'

const WhyDialog = lazy(async () => ({ default: (await import('./WhyDialog.tsx')).WhyDialog }))

interface EventListProps {
  readonly events: readonly EventOnRecord[]
  readonly records: boolean
}

/** Bereavements, disputes and hardships of one person, with what may be done to each. */
export function EventList({ events, records }: EventListProps) {
  const [job, setJob] = useState<{ kind: 'end' | 'withdraw'; event: EventOnRecord }>()
  const end = useCommand('health.endEvent', staleAfterCare)
  const withdraw = useCommand('health.withdrawEvent', staleAfterCare)
  if (events.length === 0) return <p className="muted">没有登记。</p>
  return (
    <>
      <SimpleTable
        label="变故"
        rows={events}
        rowKey={({ id }) => id}
        columns={[
          { key: 'kind', title: '事项', cell: whatOf },
          { key: 'on', title: '发生', cell: ({ happenedOn }) => formatDay(happenedOn) },
          {
            key: 'told',
            title: '得知',
            cell: ({ channel, noticedOn }) => `${channels[channel]}，${formatDay(noticedOn)}`,
          },
          { key: 'note', title: '情况', cell: ({ note }) => <SecretText of={note} /> },
          {
            key: 'act',
            title: '办理',
            cell: (event) =>
              records && (
                <span className="actions">
                  {event.kind !== 'bereavement' && !event.endedOn && (
                    <Button small onClick={() => setJob({ kind: 'end', event })}>
                      已了结
                    </Button>
                  )}
                  <Button small look="quiet" onClick={() => setJob({ kind: 'withdraw', event })}>
                    撤销
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {job && (
        <Suspense>
          {job.kind === 'end' ? (
            <WhyDialog
              title={`了结：${eventKinds[job.event.kind]}`}
              action="登记了结"
              day="了结日期"
              onDone={({ why, on }) => end.mutateAsync({ eventId: job.event.id, endedOn: on, why })}
              onClose={() => setJob(undefined)}
            />
          ) : (
            <WhyDialog
              title={`撤销：${eventKinds[job.event.kind]}`}
              action="撤销"
              onDone={({ why }) => withdraw.mutateAsync({ eventId: job.event.id, why })}
              onClose={() => setJob(undefined)}
            />
          )}
        </Suspense>
      )}
    </>
  )
}

function whatOf({ kind, relation, withWhom: whom, endedOn }: EventOnRecord) {
  const more = relation ?? (whom && withWhom[whom])
  return (
    <>
      {eventKinds[kind]}
      {more && `（${more}）`} {endedOn && <Tag tone="ok">{`${formatDay(endedOn)}了结`}</Tag>}
    </>
  )
}
