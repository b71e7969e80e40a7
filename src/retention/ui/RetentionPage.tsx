import { lazy, Suspense, useState } from 'react'
import { fixedPeriods, inWords } from '#src/retention/class.ts'
import type { RetentionLine } from '#src/retention/period.operations.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { ErasableSection } from './ErasableSection.tsx'

const PeriodDialog = lazy(async () => ({
  default: (await import('./PeriodDialog.tsx')).PeriodDialog,
}))

/** What is kept how long, on what ground, and what has gone. */
export function RetentionPage() {
  const may = useMay()
  const lines = useCall('retention.list', {})
  const [changing, setChanging] = useState<RetentionLine>()
  const columns = columnsFor(may('retention.manage') ? setChanging : undefined)
  return (
    <>
      <PageHead title="保存期限" note="每类信息保存多久、依据什么，到期当夜自动清理" />
      <Notice tone="info">
        每晚 2:30 清理到期的信息。备份中的副本随备份轮换到期，从备份恢复后当夜重新清理。
      </Notice>
      <Section title="各类信息的期限" flush>
        <Loaded of={lines} lines={10}>
          {(rows) => (
            <SimpleTable
              label="各类信息的期限"
              columns={columns}
              rows={rows}
              rowKey={({ code }) => code}
            />
          )}
        </Loaded>
      </Section>
      {may('retention.erase') && <ErasableSection />}
      <Section title="固定的期限" note="由程序规定，不能调整" flush>
        <SimpleTable
          label="固定的期限"
          columns={fixedColumns}
          rows={fixedPeriods}
          rowKey={({ title }) => title}
        />
      </Section>
      {changing && (
        <Suspense>
          <PeriodDialog line={changing} onClose={() => setChanging(undefined)} />
        </Suspense>
      )}
    </>
  )
}

type Fixed = (typeof fixedPeriods)[number]
const fixedColumns: readonly SimpleColumn<Fixed>[] = [
  { key: 'title', title: '类别', share: 24, cell: ({ title }) => title },
  { key: 'how', title: '保存多久', cell: ({ how }) => how },
]

function columnsFor(
  onChange: ((line: RetentionLine) => void) | undefined,
): readonly SimpleColumn<RetentionLine>[] {
  return [
    {
      key: 'title',
      title: '类别',
      share: 27,
      cell: ({ title, what }) => (
        <div>
          <strong>{title}</strong>
          <div className="muted">{what}</div>
        </div>
      ),
    },
    {
      key: 'months',
      title: '保存多久',
      share: 17,
      cell: ({ months, counts, setBy, documentNo }) => (
        <div>
          {inWords(months)}
          <div className="muted">
            自{counts}起算。{setBy}
            {setBy === documentNo ? '' : `，${documentNo}`}
          </div>
        </div>
      ),
    },
    {
      key: 'basis',
      title: '依据和上下限',
      cell: ({ basis, least, most }) => (
        <div>
          {basis}
          <div className="muted">
            可定 {inWords(least)}至 {inWords(most)}
          </div>
        </div>
      ),
    },
    {
      key: 'run',
      title: '到期处理',
      share: 20,
      cell: ({ end, lastRun, lastCount, total }) => (
        <div>
          {end}
          <div className="muted">
            {lastRun
              ? `${formatDay(lastRun)}清理 ${lastCount} 条，累计 ${total} 条`
              : '还没有清理过'}
          </div>
        </div>
      ),
    },
    ...(onChange
      ? [
          {
            key: 'change',
            title: '调整',
            share: 9,
            cell: (line: RetentionLine) => (
              <Button small look="link" onClick={() => onChange(line)}>
                调整
              </Button>
            ),
          },
        ]
      : []),
  ]
}
