import { lazy, Suspense, useState, type ReactNode } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import { InHospitalSection } from '#src/health/ui/InHospitalSection.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Columns, PageHead, Stack } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { DueSection } from './DueSection.tsx'
import { Fresh } from './Fresh.tsx'
import { GapsSection } from './GapsSection.tsx'
import { Headcount } from './Headcount.tsx'
import { QueriesSection } from './QueriesSection.tsx'
import { useTodayPrint } from './useTodayPrint.tsx'
import { VisitedSection } from './VisitedSection.tsx'
import { WaitingSection } from './WaitingSection.tsx'
import { WeekSection } from './WeekSection.tsx'

const VisitDialog = lazy(async () => ({
  default: (await import('#src/visits/ui/VisitDialog.tsx')).VisitDialog,
}))

/** The first page: what is due, for whom, and where the numbers stand. */
export function HomePage() {
  const may = useMay()
  const reads = may('roster.read')
  const headline = useCall('roster.headline', {}, { enabled: reads })
  if (reads && !headline.data)
    return (
      <>
        <Head />
        <Loaded of={headline} lines={12}>
          {() => null}
        </Loaded>
      </>
    )
  if (!headline.data || headline.data.total === 0)
    return (
      <>
        <Head />
        <Fresh />
      </>
    )
  return <Working counts={headline.data} />
}

function Working({ counts }: { readonly counts: Parameters<typeof Headcount>[0]['counts'] }) {
  const may = useMay()
  const owes = may('duties.read')
  const print = useTodayPrint()
  const narrow = useMedia('(max-width: 899px)')
  const [visiting, setVisiting] = useState(false)
  return (
    <>
      <div className={print.table ? 'noprint' : undefined}>
        <Head
          actions={
            <>
              {owes && (
                <Button icon="print" busy={print.busy} onClick={() => void print.start()}>
                  打印今日清单
                </Button>
              )}
              {may('visits.record') && (
                <Button look="primary" icon="plus" onClick={() => setVisiting(true)}>
                  登记走访
                </Button>
              )}
            </>
          }
        />
        {narrow && <WaitingSection />}
        <Headcount counts={counts} />
        <Columns split="2:1">
          {owes && <DueSection />}
          <Stack>
            {!narrow && <WaitingSection />}
            <InHospitalSection />
            {owes && <VisitedSection people={counts.total} />}
            {owes && <GapsSection />}
            {owes && <WeekSection />}
            <QueriesSection />
          </Stack>
        </Columns>
      </div>
      {visiting && (
        <Suspense>
          <VisitDialog open onClose={() => setVisiting(false)} />
        </Suspense>
      )}
      {print.table}
    </>
  )
}

function Head({ actions }: { readonly actions?: ReactNode }) {
  const { today } = useSession()
  const calendar = useCall('home.today', {})
  return (
    <PageHead
      title="今天的事"
      note={[formatDay(today), ...dayWords(calendar.data)].join('　')}
      actions={actions}
    />
  )
}

type Calendar = NonNullable<ReturnType<typeof useCall<'home.today'>>['data']>

function dayWords(day: Calendar | undefined): readonly string[] {
  if (!day) return []
  const { weekday, lunar, named, next } = day
  return [weekday, `农历${lunar}`, ...named, `距${next.name}还有 ${next.days} 天`]
}
