import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useMay } from '#src/web/session.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { BudgetsTab } from './BudgetsTab.tsx'
import { EmergenciesTab } from './EmergenciesTab.tsx'
import { QuestionsTab } from './QuestionsTab.tsx'

/** What looking at people obliges to: answers, reviews, and how many were opened today. */
export function TransparencyPage() {
  const may = useMay()
  const [{ tab, done }, change] = useQueryState({ tab: 'questions', done: false })
  const part = { done, onDone: (next: boolean) => change({ done: next }) }
  const tabs = [
    { id: 'questions', title: '本人疑问', content: () => <QuestionsTab {...part} /> },
    { id: 'emergencies', title: '紧急查看', content: () => <EmergenciesTab {...part} /> },
    ...(may('transparency.raise')
      ? [{ id: 'budgets', title: '今日查看人数', content: () => <BudgetsTab /> }]
      : []),
  ]
  return (
    <>
      <PageHead
        title="查看监督"
        note="本人问到的查看十五个工作日内答复，紧急查看两个工作日内复核"
      />
      <Section>
        <Tabs
          label="查看监督"
          selected={tab}
          onSelect={(next) => change({ tab: next, done: false })}
          tabs={tabs}
        />
      </Section>
    </>
  )
}
