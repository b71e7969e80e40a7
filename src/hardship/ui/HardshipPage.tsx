import { lazy, Suspense, useState } from 'react'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useMay } from '#src/web/session.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { CasesTab } from './CasesTab.tsx'
import { FundsTab } from './FundsTab.tsx'
import { PaymentsTab } from './PaymentsTab.tsx'

const ApplyDialog = lazy(async () => ({ default: (await import('./ApplyDialog.tsx')).ApplyDialog }))

/** Aid in need: applications and their course, the lists to pay, the fund. */
export function HardshipPage() {
  const may = useMay()
  const [q, change] = useQueryState({ tab: 'cases' })
  const [open, setOpen] = useState(false)
  return (
    <>
      <PageHead
        title="困难帮扶"
        actions={
          may('hardship.apply') && (
            <Button icon="plus" look="primary" onClick={() => setOpen(true)}>
              登记申请
            </Button>
          )
        }
      />
      <Section>
        <Tabs
          label="困难帮扶"
          selected={q.tab}
          onSelect={(tab) => change({ tab })}
          tabs={[
            { id: 'cases', title: '申请和帮扶', content: () => <CasesTab /> },
            { id: 'payments', title: '发放单', content: () => <PaymentsTab /> },
            { id: 'funds', title: '资金', content: () => <FundsTab /> },
          ]}
        />
      </Section>
      {open && (
        <Suspense>
          <ApplyDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
