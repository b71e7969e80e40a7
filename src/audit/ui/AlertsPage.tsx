import { useState } from 'react'
import type { Alert } from '#src/audit/alert.operations.ts'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { alertColumns } from './alertColumns.tsx'
import { CloseAlertDialog } from './CloseAlertDialog.tsx'

/** What looked unusual in the trace, to be asked about and closed with a note. */
export function AlertsPage() {
  const [{ tab }, change] = useQueryState({ tab: 'open' })
  return (
    <>
      <PageHead
        title="安全告警"
        note="夜间查看、两处登录、大量查看、多次被拒等反常情况，自动列在这里"
      />
      <Section>
        <Tabs
          label="处理情况"
          selected={tab}
          onSelect={(next) => change({ tab: next })}
          tabs={[
            { id: 'open', title: '待处理', content: () => <Alerts closed={false} /> },
            { id: 'closed', title: '已处理', content: () => <Alerts closed /> },
          ]}
        />
      </Section>
    </>
  )
}

function Alerts({ closed }: { readonly closed: boolean }) {
  const may = useMay()
  const [q, change] = useQueryState({ before: 0 })
  const [closing, setClosing] = useState<Alert>()
  const alerts = useCall('audit.alerts', { closed, ...(q.before && { before: q.before }) })
  const onClose = !closed && may('security.manage') ? setClosing : undefined
  return (
    <Loaded of={alerts} lines={6}>
      {({ rows, next }) => (
        <>
          <SimpleTable
            label={closed ? '已处理的告警' : '待处理的告警'}
            columns={alertColumns(closed, onClose)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title={closed ? '还没有处理过的告警' : '没有待处理的告警'} />}
          />
          {(next || q.before > 0) && (
            <nav className="pager" aria-label="翻页">
              <Button small disabled={!q.before} onClick={() => change({ before: 0 })}>
                最新
              </Button>
              <Button small disabled={!next} onClick={() => change({ before: next ?? 0 })}>
                较早
              </Button>
            </nav>
          )}
          <CloseAlertDialog alert={closing} onClose={() => setClosing(undefined)} />
        </>
      )}
    </Loaded>
  )
}
