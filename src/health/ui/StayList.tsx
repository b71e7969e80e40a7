import { lazy, Suspense, useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { StayOnRecord } from '#src/health/record.ts'
import { arrangements, channels } from '#src/health/words.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { SecretText } from './SecretText.tsx'
import type { StayJob } from './StayDialogs.tsx'

const StayWindow = lazy(async () => ({ default: (await import('./StayDialogs.tsx')).StayWindow }))

interface StayListProps {
  readonly stays: readonly StayOnRecord[]
  readonly fullName: string
  readonly records: boolean
}

/** The stays of one person, with what may be done to each. */
export function StayList({ stays, fullName, records }: StayListProps) {
  const [job, setJob] = useState<{ kind: StayJob; stay: StayOnRecord }>()
  if (stays.length === 0) return <p className="muted">没有住院记录。</p>
  return (
    <>
      <SimpleTable
        label="住院记录"
        rows={stays}
        rowKey={({ id }) => id}
        columns={[
          { key: 'days', title: '日期', cell: daysOf },
          {
            key: 'hospital',
            title: '医院、床位',
            cell: ({ hospital, ward, bed }) =>
              [hospital, ward, bed && `${bed}床`].filter(Boolean).join(' '),
          },
          {
            key: 'arranged',
            title: '接送、陪护',
            cell: ({ transport, escort }) =>
              `接送${arrangements[transport]}，陪护${arrangements[escort]}`,
          },
          { key: 'told', title: '得知', cell: toldOf },
          {
            key: 'diagnosis',
            title: '诊断',
            cell: ({ diagnosis }) => <SecretText of={diagnosis} />,
          },
          {
            key: 'act',
            title: '办理',
            cell: (stay) =>
              records && (
                <span className="actions">
                  {stay.dischargedOn === null && (
                    <>
                      <Button small onClick={() => setJob({ kind: 'discharge', stay })}>
                        登记出院
                      </Button>
                      <Button small onClick={() => setJob({ kind: 'arrange', stay })}>
                        接送陪护
                      </Button>
                    </>
                  )}
                  <Button small look="quiet" onClick={() => setJob({ kind: 'amend', stay })}>
                    更正
                  </Button>
                  <Button small look="quiet" onClick={() => setJob({ kind: 'withdraw', stay })}>
                    撤销
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {job && (
        <Suspense>
          <StayWindow
            job={job.kind}
            stay={{ ...job.stay, fullName }}
            onClose={() => setJob(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}

function daysOf({ admittedOn, dischargedOn }: StayOnRecord) {
  return (
    <>
      <span className="nowrap">{formatDay(admittedOn)}</span>
      {dischargedOn ? `至${formatDay(dischargedOn)}` : <Tag tone="warn">住院中</Tag>}
    </>
  )
}

function toldOf({ channel, reportedBy, noticedOn }: StayOnRecord) {
  return [channels[channel], reportedBy, formatDay(noticedOn)].filter(Boolean).join('，')
}
