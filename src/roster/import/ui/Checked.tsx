import { useState } from 'react'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { downloadHref } from '#src/web/api.ts'
import { ConfirmBar, Notice } from '#src/web/kit/bars.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useQueryState } from '#src/web/useQueryState.ts'
import { hindranceOf, type OpenBatch, type Report } from './batch.ts'
import { ColumnsTab } from './ColumnsTab.tsx'
import { ConfirmCommit } from './ConfirmCommit.tsx'
import { IssuesTab } from './IssuesTab.tsx'
import { PlacesTab } from './PlacesTab.tsx'
import { RowsTab } from './RowsTab.tsx'

/** A file that has been checked: columns, problems, rows, names of organisations, and the decision. */
export function Checked({ batch }: { readonly batch: OpenBatch }) {
  const { report } = batch
  if (!report) return null
  return <CheckedReport batch={batch} report={report} />
}

function CheckedReport({ batch, report }: { batch: OpenBatch; report: Report }) {
  const [q, change] = useQueryState({ tab: 'rows' })
  const [confirming, setConfirming] = useState(false)
  const { counts } = batch
  const hindrance = hindranceOf(batch)
  const places = batch.unknown.length
  return (
    <>
      {batch.message && <Notice tone="err">上次没有写入：{batch.message}</Notice>}
      <Section>
        <Tabs
          label="核对"
          selected={q.tab}
          onSelect={(tab) => change({ tab })}
          tabs={[
            { id: 'columns', title: '对应列', content: () => <ColumnsTab batch={batch} /> },
            {
              id: 'issues',
              title: '问题',
              count: report.issues.length,
              content: () => <IssuesTab batch={batch} />,
            },
            {
              id: 'rows',
              title: '逐行核对',
              count: counts.rows,
              content: () => <RowsTab batch={batch} report={report} />,
            },
            {
              id: 'places',
              title: '未登记的机构',
              count: places,
              content: () => <PlacesTab batch={batch} />,
            },
          ]}
        />
      </Section>
      {batch.second?.waiting && (
        <Notice
          tone="info"
          actions={
            <ButtonLink small to="/approvals">
              看复核进度
            </ButtonLink>
          }
        >
          超过 100 行，需另一人复核：已提交，等待 {batch.second.whoCould.join('、')}{' '}
          复核。同意后自动写入。
        </Notice>
      )}
      <ConfirmBar
        action={`导入 ${counts.toCreate + counts.toUpdate} 人`}
        disabled={hindrance !== undefined || Boolean(batch.second?.waiting)}
        onConfirm={() => setConfirming(true)}
      >
        <b>
          新增 {counts.toCreate} 人，更新 {counts.toUpdate} 人
        </b>
        <span className="muted">
          ，相同 {counts.same} 人，有错 {counts.error} 行。{hindrance && `${hindrance}。`}
        </span>
        {batch.mine && report.issues.length > 0 && (
          <ButtonLink
            external
            look="link"
            icon="download"
            to={downloadHref('import.errors', { id: batch.id })}
          >
            下载带错误说明的原表
          </ButtonLink>
        )}
      </ConfirmBar>
      <ConfirmCommit batch={batch} open={confirming} onClose={() => setConfirming(false)} />
    </>
  )
}
