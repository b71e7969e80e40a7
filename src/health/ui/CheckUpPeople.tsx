import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import {
  checkUpSteps,
  type CheckUpPersonRow,
  type CheckUpRow,
  type CheckUpStep,
} from '#src/health/checkUp.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip, Tag } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import type { CheckUpJob } from './CheckUpDialogs.tsx'

const CheckUpWindow = lazy(async () => ({
  default: (await import('./CheckUpDialogs.tsx')).CheckUpWindow,
}))
const size = 50

interface CheckUpPeopleProps {
  readonly id: number
  readonly step: CheckUpStep
  readonly text: string
  readonly offset: number
  readonly change: (patch: { step?: CheckUpStep; text?: string; offset?: number }) => void
  readonly onBack: () => void
}

/** The people of one check-up: booked, came, result, feedback; each row has its next step. */
export function CheckUpPeople({ id, step, text, offset, change, onBack }: CheckUpPeopleProps) {
  const may = useMay()
  const [job, setJob] = useState<{ kind: CheckUpJob; row: CheckUpPersonRow }>()
  const [closing, setClosing] = useState(false)
  const asked = { checkUpId: id, step, offset, limit: size, ...(text && { text }) }
  const list = useCall('health.checkUp', asked, { keep: true })
  const records = may('health.record')
  return (
    <>
      <Loaded of={list}>
        {({ checkUp, rows, total }) => (
          <>
            <Head
              checkUp={checkUp}
              onBack={onBack}
              onClose={
                may('health.manage') && checkUp.own && !checkUp.closedOn
                  ? () => setClosing(true)
                  : undefined
              }
            />
            <Bar label="体检步骤">
              {(Object.keys(checkUpSteps) as CheckUpStep[]).map((each) => (
                <Chip
                  key={each}
                  pressed={each === step}
                  onPress={() => change({ step: each, offset: 0 })}
                >
                  {checkUpSteps[each]}
                </Chip>
              ))}
              <FilterText
                label="姓名"
                value={text}
                onChange={(next) => change({ text: next, offset: 0 })}
              />
            </Bar>
            <SimpleTable
              label={`${checkUp.name}人员`}
              columns={columnsOf(records ? (kind, row) => setJob({ kind, row }) : undefined)}
              rows={rows}
              rowKey={({ retireeId }) => retireeId}
              empty={<Empty title="没有这一步的人员">换一个步骤看看。</Empty>}
            />
            {total > size && (
              <Pager
                total={total}
                shown={rows.length}
                first={offset + 1}
                onPrevious={
                  offset > 0 ? () => change({ offset: Math.max(0, offset - size) }) : undefined
                }
                onNext={offset + size < total ? () => change({ offset: offset + size }) : undefined}
              />
            )}
            {closing && <CloseDialog checkUp={checkUp} onClose={() => setClosing(false)} />}
          </>
        )}
      </Loaded>
      {job && (
        <Suspense>
          <CheckUpWindow
            job={job.kind}
            checkUpId={id}
            row={job.row}
            onClose={() => setJob(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}

interface HeadProps {
  readonly checkUp: CheckUpRow
  readonly onBack: () => void
  readonly onClose: (() => void) | undefined
}

function Head({ checkUp, onBack, onClose }: HeadProps) {
  const { name, hospital, fromOn, toOn, people, booked, came, absent, resulted, fedBack } = checkUp
  return (
    <>
      <div className="actions">
        <Button look="link" onClick={onBack}>
          返回体检列表
        </Button>
        {onClose && (
          <Button small onClick={onClose}>
            结束体检
          </Button>
        )}
      </div>
      <h2>
        {name} {checkUp.closedOn && <Tag>已结束</Tag>}
      </h2>
      <p className="muted">
        {`${hospital}，${formatDay(fromOn)}至${formatDay(toOn)}。名单 ${people} 人，已预约 ${booked}，到检 ${came}，未到 ${absent}，已出结果 ${resulted}，已反馈 ${fedBack}。`}
      </p>
    </>
  )
}

function CloseDialog({ checkUp, onClose }: { checkUp: CheckUpRow; onClose: () => void }) {
  const close = useCommand('health.closeCheckUp', ['health.'])
  return (
    <ConfirmDialog
      title={`结束体检：${checkUp.name}`}
      open
      onClose={onClose}
      action="结束"
      onConfirm={async () => {
        await close.mutateAsync({ checkUpId: checkUp.id })
        toast('已结束')
      }}
    >
      <p>结束后不再预约和登记到检；已到检的仍可登记结果和反馈。</p>
    </ConfirmDialog>
  )
}

type OnJob = ((kind: CheckUpJob, row: CheckUpPersonRow) => void) | undefined

const nextOf: Readonly<
  Record<CheckUpPersonRow['step'], readonly [CheckUpJob, string] | undefined>
> = {
  unbooked: ['book', '预约'],
  booked: ['came', '登记到检'],
  absent: ['book', '改约'],
  waiting: ['result', '登记结果'],
  feedback: ['feedback', '登记反馈'],
  done: undefined,
}

function columnsOf(onJob: OnJob): readonly SimpleColumn<CheckUpPersonRow>[] {
  const act: SimpleColumn<CheckUpPersonRow> = {
    key: 'act',
    title: '办理',
    cell: (row) => {
      const next = nextOf[row.step]
      return (
        next && (
          <Button small onClick={() => onJob?.(next[0], row)}>
            {next[1]}
          </Button>
        )
      )
    },
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
    {
      key: 'booked',
      title: '预约',
      cell: ({ bookedOn }) => (bookedOn ? formatDay(bookedOn) : '—'),
    },
    { key: 'step', title: '进展', cell: stepTag },
    {
      key: 'feedback',
      title: '反馈',
      cell: ({ feedbackOn, fedBackOn }) =>
        fedBackOn ? formatDay(fedBackOn) : feedbackOn ? `约${formatDay(feedbackOn)}` : '—',
    },
    ...(onJob ? [act] : []),
  ]
}

function stepTag({ step, absentWhy }: CheckUpPersonRow) {
  const tone = step === 'done' ? 'ok' : step === 'absent' ? 'warn' : 'plain'
  return (
    <>
      <Tag tone={tone}>{checkUpSteps[step]}</Tag> <span className="muted">{absentWhy}</span>
    </>
  )
}
