import { lazy, Suspense, useState } from 'react'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { AssessmentsTab } from './AssessmentsTab.tsx'
import { CheckUpsTab } from './CheckUpsTab.tsx'
import { HospitalsTab } from './HospitalsTab.tsx'
import { StaysTab } from './StaysTab.tsx'
import { WardsTab } from './WardsTab.tsx'

const AdmitDialog = lazy(async () => ({ default: (await import('./AdmitDialog.tsx')).AdmitDialog }))
const CareEventDialog = lazy(async () => ({
  default: (await import('./EventDialog.tsx')).CareEventDialog,
}))

/** Health service: who is in hospital, home wards, check-ups, assessments, designated hospitals. */
export function HealthPage() {
  const may = useMay()
  const [q, change] = useQueryState({ tab: 'stays' })
  const [open, setOpen] = useState<'admit' | 'event'>()
  const counts = useCall('health.inHospital', {})
  const { count = 0, overdue = 0, toArrange = 0 } = counts.data ?? {}
  const note = `住院中 ${count} 人，看望逾期 ${overdue} 人，接送陪护待安排 ${toArrange} 人`
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHead
        title="健康服务"
        note={counts.data && note}
        actions={
          may('health.record') && (
            <>
              <Button onClick={() => setOpen('event')}>登记变故</Button>
              <Button look="primary" icon="plus" onClick={() => setOpen('admit')}>
                登记住院
              </Button>
            </>
          )
        }
      />
      <Section>
        <Tabs
          label="健康服务"
          selected={q.tab}
          onSelect={(tab) => change({ tab })}
          tabs={[
            { id: 'stays', title: '住院', count: count || undefined, content: () => <StaysTab /> },
            { id: 'wards', title: '家庭病房', content: () => <WardsTab /> },
            { id: 'checkUps', title: '体检', content: () => <CheckUpsTab /> },
            { id: 'assessments', title: '自理评估', content: () => <AssessmentsTab /> },
            { id: 'hospitals', title: '定点医院', content: () => <HospitalsTab /> },
          ]}
        />
      </Section>
      {open && (
        <Suspense>
          {open === 'admit' ? <AdmitDialog onClose={close} /> : <CareEventDialog onClose={close} />}
        </Suspense>
      )}
    </>
  )
}
