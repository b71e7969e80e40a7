import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { stayViews, type StayRow, type StayView } from '#src/health/stay.list.shape.ts'
import { arrangements } from '#src/health/words.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip, Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { DueOn } from './DueOn.tsx'
import type { StayJob } from './StayDialogs.tsx'

const StayWindow = lazy(async () => ({ default: (await import('./StayDialogs.tsx')).StayWindow }))
const size = 50

/** Who is in hospital, where, what is arranged, and until when to be visited. */
export function StaysTab() {
  const may = useMay()
  const [q, change] = useQueryState({ view: 'now', text: '', at: 0 }, ['at'])
  const [job, setJob] = useState<{ kind: StayJob; row: StayRow }>()
  const view = q.view in stayViews ? (q.view as StayView) : 'now'
  const asked = { view, offset: q.at, limit: size, ...(q.text && { text: q.text }) }
  const list = useCall('health.stays', asked, { keep: true })
  const onJob = may('health.record')
    ? (kind: StayJob, row: StayRow) => setJob({ kind, row })
    : undefined
  return (
    <>
      <Bar label="住院名单">
        {(Object.keys(stayViews) as StayView[]).map((each) => (
          <Chip key={each} pressed={each === view} onPress={() => change({ view: each })}>
            {stayViews[each]}
          </Chip>
        ))}
        <FilterText label="姓名" value={q.text} onChange={(text) => change({ text })} />
      </Bar>
      <Loaded of={list}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="住院名单"
              columns={columnsOf(onJob)}
              rows={rows}
              rowKey={({ id }) => id}
              empty={<Empty title="没有住院的老同志">家属、单位、社区来电时，点“登记住院”。</Empty>}
            />
            {total > size && (
              <Pager
                total={total}
                shown={rows.length}
                first={q.at + 1}
                onPrevious={q.at > 0 ? () => change({ at: Math.max(0, q.at - size) }) : undefined}
                onNext={q.at + size < total ? () => change({ at: q.at + size }) : undefined}
              />
            )}
          </>
        )}
      </Loaded>
      {job && (
        <Suspense>
          <StayWindow job={job.kind} stay={job.row} onClose={() => setJob(undefined)} />
        </Suspense>
      )}
    </>
  )
}

type OnJob = ((kind: StayJob, row: StayRow) => void) | undefined

function columnsOf(onJob: OnJob): readonly SimpleColumn<StayRow>[] {
  const act: SimpleColumn<StayRow> = {
    key: 'act',
    title: '办理',
    cell: (row) => onJob && <Acts row={row} onJob={onJob} />,
  }
  return [
    {
      key: 'name',
      title: '姓名',
      cell: ({ retireeId, fullName }) => (
        <Link to={`/roster/${retireeId}?tab=health`} className="nowrap">
          {fullName}
        </Link>
      ),
    },
    { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '—' },
    { key: 'hospital', title: '医院、床位', cell: placeOf },
    { key: 'days', title: '入院', cell: daysOf },
    { key: 'arranged', title: '接送、陪护', cell: arrangedOf },
    {
      key: 'visit',
      title: '看望',
      cell: ({ visitDueOn }) => <DueOn on={visitDueOn} none="已看望" />,
    },
    ...(onJob ? [act] : []),
  ]
}

function placeOf({ hospital, ward, bed }: StayRow) {
  if (!hospital) return <span className="muted">在个人档案中按用途查看</span>
  return [hospital, ward, bed && `${bed}床`].filter(Boolean).join(' ')
}

function daysOf({ admittedOn, dischargedOn, expectedUntil, days }: StayRow) {
  const until = dischargedOn
    ? `${formatDay(dischargedOn)}出院`
    : expectedUntil
      ? `预计${formatDay(expectedUntil)}出院`
      : ''
  return (
    <>
      <span className="nowrap">{formatDay(admittedOn)}</span>
      <span className="muted nowrap"> {[`${days} 天`, until].filter(Boolean).join('，')}</span>
    </>
  )
}

function arrangedOf({ transport, escort, dischargedOn }: StayRow) {
  if (dischargedOn) return '—'
  const tone = (state: StayRow['escort']) => (state === 'open' ? 'warn' : 'plain')
  return (
    <span className="nowrap">
      <Tag tone={tone(transport)}>{`接送${arrangements[transport]}`}</Tag>{' '}
      <Tag tone={tone(escort)}>{`陪护${arrangements[escort]}`}</Tag>
    </span>
  )
}

function Acts({ row, onJob }: { readonly row: StayRow; readonly onJob: NonNullable<OnJob> }) {
  const entry = (kind: StayJob, title: string) => ({
    id: kind,
    title,
    onPress: () => onJob(kind, row),
  })
  return (
    <span className="nowrap">
      {row.dischargedOn === null && (
        <Button small onClick={() => onJob('discharge', row)}>
          登记出院
        </Button>
      )}
      <MenuButton
        small
        label="更多"
        name={`${row.fullName}住院记录的更多操作`}
        entries={[
          ...(row.dischargedOn === null ? [entry('arrange', '接送陪护…')] : []),
          entry('amend', '更正…'),
          entry('withdraw', '撤销…'),
        ]}
      />
    </span>
  )
}
