import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useMay } from '#src/web/session.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { CallListTab } from './CallListTab.tsx'
import { DevicesTab } from './DevicesTab.tsx'
import { FiguresTab } from './FiguresTab.tsx'

/** How soon calls were answered, which calls they were, and what they came from. */
export function CallsPage() {
  const may = useMay()
  const [q, change] = useQueryState({ tab: 'figures', month: '', desk: 0, outcome: '', before: '' })
  const part = { q, change }
  const tabs = [
    { id: 'figures', title: '响应统计', content: () => <FiguresTab /> },
    { id: 'list', title: '呼叫记录', content: () => <CallListTab {...part} /> },
    ...(may('calls.manage')
      ? [{ id: 'devices', title: '呼叫设备', content: () => <DevicesTab /> }]
      : []),
  ]
  return (
    <>
      <PageHead title="呼叫记录" note="误按和演练单独计数，不计入响应时间" />
      <Section>
        <Tabs
          label="呼叫记录"
          selected={q.tab}
          onSelect={(tab) => change({ tab, month: '', desk: 0, outcome: '' })}
          tabs={tabs}
        />
      </Section>
    </>
  )
}
