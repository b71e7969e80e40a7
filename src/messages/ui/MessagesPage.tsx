import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useQueryState } from '#src/web/useQueryState.ts'
import { LettersTab } from './LettersTab.tsx'
import { OutboxTab } from './OutboxTab.tsx'
import { TemplatesTab } from './TemplatesTab.tsx'

/** What was told to whom, whether it arrived, and in which words. */
export function MessagesPage() {
  const [{ tab }, change] = useQueryState({ tab: 'outbox' })
  return (
    <>
      <PageHead title="消息" note="短信、信函和站内消息；不发给已去世和离册的人" />
      <Section>
        <Tabs
          label="消息"
          selected={tab}
          onSelect={(next) => change({ tab: next })}
          tabs={[
            { id: 'outbox', title: '发件箱', content: () => <OutboxTab /> },
            { id: 'letters', title: '待寄信函', content: () => <LettersTab /> },
            { id: 'templates', title: '模板', content: () => <TemplatesTab /> },
          ]}
        />
      </Section>
    </>
  )
}
