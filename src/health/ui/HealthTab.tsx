import { lazy, Suspense, useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { CareRecord } from '#src/health/record.ts'
import { codeSets } from '#src/roster/codes.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { EventList } from './EventList.tsx'
import type { Known } from './PersonPick.tsx'
import { SecretText } from './SecretText.tsx'
import { StayList } from './StayList.tsx'

const AdmitDialog = lazy(async () => ({ default: (await import('./AdmitDialog.tsx')).AdmitDialog }))
const AssessDialog = lazy(async () => ({
  default: (await import('./AssessDialog.tsx')).AssessDialog,
}))
const CareEventDialog = lazy(async () => ({
  default: (await import('./EventDialog.tsx')).CareEventDialog,
}))
const WardDialog = lazy(async () => ({ default: (await import('./WardDialogs.tsx')).WardDialog }))
const RoundDialog = lazy(async () => ({ default: (await import('./WardDialogs.tsx')).RoundDialog }))

type Open = 'admit' | 'event' | 'ward' | 'round' | 'assess'

/** Stays, events, home ward, check-ups and assessments of one person. */
export function HealthTab({ who, open }: { readonly who: Known; readonly open: boolean }) {
  const records = useMay()('health.record') && open
  const [window, setWindow] = useState<Open>()
  const care = useCall('health.ofRetiree', { retireeId: who.retireeId })
  const ward = care.data?.wards.find(({ closedOn }) => closedOn === null)
  const close = () => setWindow(undefined)
  return (
    <div className="stack">
      {records && (
        <div className="actions">
          <Button icon="plus" onClick={() => setWindow('admit')}>
            登记住院
          </Button>
          <Button onClick={() => setWindow('event')}>登记变故</Button>
          <Button onClick={() => setWindow('assess')}>登记评估</Button>
          {ward ? (
            <Button onClick={() => setWindow('round')}>登记巡诊</Button>
          ) : (
            <Button onClick={() => setWindow('ward')}>建立家庭病房</Button>
          )}
        </div>
      )}
      <Loaded of={care} lines={6}>
        {(found) => <Found care={found} who={who} records={records} />}
      </Loaded>
      {window && (
        <Suspense>
          {window === 'admit' && <AdmitDialog who={who} onClose={close} />}
          {window === 'event' && <CareEventDialog who={who} onClose={close} />}
          {window === 'assess' && <AssessDialog who={who} onClose={close} />}
          {window === 'ward' && <WardDialog who={who} onClose={close} />}
          {window === 'round' && ward && (
            <RoundDialog ward={{ ...ward, fullName: who.fullName }} onClose={close} />
          )}
        </Suspense>
      )}
    </div>
  )
}

interface FoundProps {
  readonly care: CareRecord
  readonly who: Known
  readonly records: boolean
}

function Found({ care, who, records }: FoundProps) {
  return (
    <>
      {!care.all && <Notice>只显示本单位登记的住院和变故。</Notice>}
      {care.health === 'masked' && (
        <Notice>诊断、巡诊所见和体检结果加密保存，先在档案中说明用途才能查看。</Notice>
      )}
      <h3>住院</h3>
      <StayList stays={care.stays} fullName={who.fullName} records={records} />
      <h3>变故</h3>
      <EventList events={care.events} records={records} />
      {care.wards.length > 0 && (
        <>
          <h3>家庭病房</h3>
          {care.wards.map((ward) => (
            <WardPart key={ward.id} ward={ward} />
          ))}
        </>
      )}
      {care.checkUps.length > 0 && (
        <>
          <h3>体检</h3>
          <CheckUps rows={care.checkUps} />
        </>
      )}
      {care.assessments.length > 0 && (
        <>
          <h3>自理能力评估</h3>
          <Assessments rows={care.assessments} />
        </>
      )}
    </>
  )
}

function WardPart({ ward }: { readonly ward: CareRecord['wards'][number] }) {
  const { openedOn, closedOn, everyDays, clinic, doctor, rounds } = ward
  const days = `${formatDay(openedOn)}建床${closedOn ? `，${formatDay(closedOn)}撤床` : ''}`
  return (
    <>
      <p>{`${days}，${clinic}${doctor}每 ${everyDays} 天巡诊`}</p>
      {rounds.length > 0 && (
        <SimpleTable
          label="巡诊记录"
          rows={rounds}
          rowKey={({ id }) => id}
          columns={[
            { key: 'on', title: '日期', cell: ({ madeOn }) => formatDay(madeOn) },
            { key: 'doctor', title: '医生', cell: (round) => round.doctor },
            { key: 'note', title: '所见', cell: ({ note }) => <SecretText of={note} /> },
          ]}
        />
      )}
    </>
  )
}

function CheckUps({ rows }: { readonly rows: CareRecord['checkUps'] }) {
  return (
    <SimpleTable
      label="体检"
      rows={rows}
      rowKey={({ checkUpId }) => checkUpId}
      columns={[
        { key: 'name', title: '名称', cell: ({ name }) => name },
        {
          key: 'came',
          title: '到检',
          cell: ({ came, bookedOn }) =>
            came === null
              ? bookedOn
                ? `约${formatDay(bookedOn)}`
                : '未预约'
              : came
                ? '已到检'
                : '未到',
        },
        { key: 'summary', title: '结果', cell: ({ summary }) => <SecretText of={summary} /> },
        {
          key: 'feedback',
          title: '反馈',
          cell: ({ fedBackOn, feedbackBy, feedbackOn }) =>
            fedBackOn
              ? `${formatDay(fedBackOn)}，${feedbackBy ?? ''}`
              : feedbackOn
                ? `约${formatDay(feedbackOn)}`
                : '—',
        },
      ]}
    />
  )
}

function Assessments({ rows }: { readonly rows: CareRecord['assessments'] }) {
  const levels: Readonly<Record<string, string>> = codeSets.selfCareLevel
  return (
    <SimpleTable
      label="自理能力评估"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'on', title: '日期', cell: ({ assessedOn }) => formatDay(assessedOn) },
        {
          key: 'level',
          title: '评估结果',
          cell: ({ level }) =>
            level ? (levels[level] ?? level) : <span className="muted">按用途查看</span>,
        },
        { key: 'assessor', title: '评估人', cell: ({ assessor }) => assessor },
      ]}
    />
  )
}
