import { formatDay } from '#src/kernel/day.ts'
import { PageHead } from '#src/web/kit/page.tsx'
import { Tabs, type TabItem } from '#src/web/kit/Tabs.tsx'
import { useSession } from '#src/web/session.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { FlowTab } from './FlowTab.tsx'
import { ForecastTab } from './ForecastTab.tsx'
import { HeadCountTab } from './HeadCountTab.tsx'
import { OverviewTab } from './OverviewTab.tsx'
import { PeopleSheet } from './PeopleSheet.tsx'
import { RegistersTab } from './RegistersTab.tsx'
import { defaults } from './state.ts'

/** 统计: what the register says as a whole; every figure opens the people behind it. */
export function CensusPage() {
  const { today } = useSession()
  const [q, change] = useQueryState(defaults, ['at'])
  const day = q.day || today
  const at = { q, change }
  const tabs: TabItem[] = [
    { id: 'overview', title: '概况', content: () => <OverviewTab /> },
    { id: 'flow', title: '增减', content: () => <FlowTab {...at} /> },
    { id: 'count', title: '某日在册', content: () => <HeadCountTab {...at} day={day} /> },
    { id: 'forecast', title: '退休预测', content: () => <ForecastTab {...at} /> },
    { id: 'registers', title: '专项名册', content: () => <RegistersTab {...at} /> },
  ]
  return (
    <>
      <PageHead title="统计" note={`截至${formatDay(today)}`} />
      <Tabs
        label="统计内容"
        tabs={tabs}
        selected={q.tab}
        onSelect={(tab) => change({ tab, cell: '' })}
      />
      <PeopleSheet q={q} change={change} day={day} />
    </>
  )
}
