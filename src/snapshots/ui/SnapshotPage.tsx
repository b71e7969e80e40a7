import { lazy, Suspense, useMemo } from 'react'
import { useParams } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { cardEntriesOfList } from '#src/cards/ui/cardEntries.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Columns, PageHead, Section } from '#src/web/kit/page.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'
import { useMay } from '#src/web/session.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { Since } from './Since.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { conditionsOf, orderOf } from './words.ts'

type Opened = OutputOf<'snapshots.get'>
type Row = Opened['rows'][number]

const ExportDialog = lazy(async () => ({
  default: (await import('#src/exports/ui/ExportDialog.tsx')).ExportDialog,
}))

const back = { to: '/snapshots', title: '冻结名单' }

/** One frozen list: what it says, on what conditions, and what became of its people since. */
export function SnapshotPage() {
  const id = Number(useParams()['id'])
  const [q, change] = useQueryState({ from: 0, size: 100, file: '' }, ['from'])
  const snapshot = useCall('snapshots.get', { id, from: q.from, limit: q.size }, { keep: true })
  const { data } = snapshot
  const mayExport = useMay()('exports.request')
  return (
    <>
      <PageHead
        title={data?.title ?? '冻结名单'}
        note={data && `第 ${data.id} 号，共 ${data.rowCount} 人`}
        back={back}
        actions={data && mayExport && <Files id={id} onFile={(file) => change({ file })} />}
      />
      <Loaded of={snapshot} lines={8}>
        {(opened) => (
          <>
            <Columns split="2:1">
              <Section title="名单说明">
                <Facts opened={opened} />
              </Section>
              <Section title="此后变化" note={`与今天同一条件相比`}>
                <Since since={opened.since} />
              </Section>
            </Columns>
            <Section title="名单" note="号码在屏幕上隐去中间几位，导出和打印的文件中完整" flush>
              <Rows opened={opened} />
              <Pager
                total={opened.rowCount}
                first={q.from}
                shown={opened.rows.length}
                size={q.size}
                onSize={(size) => change({ size, from: 0 })}
                onPrevious={
                  q.from > 0 ? () => change({ from: Math.max(0, q.from - q.size) }) : undefined
                }
                onNext={
                  q.from + opened.rows.length < opened.rowCount
                    ? () => change({ from: q.from + q.size })
                    : undefined
                }
              />
            </Section>
          </>
        )}
      </Loaded>
      {data && mayExport && q.file !== '' && (
        <Suspense>
          <ExportDialog
            source={{ from: 'snapshot', id }}
            columns={data.columns.map(({ key }) => key)}
            formats={q.file === 'pdf' ? ['pdf', 'xlsx', 'csv'] : ['xlsx', 'csv', 'pdf']}
            onClose={() => change({ file: '' })}
          />
        </Suspense>
      )}
    </>
  )
}

interface FilesProps {
  readonly id: number
  readonly onFile: (file: 'xlsx' | 'pdf') => void
}

function Files({ id, onFile }: FilesProps) {
  return (
    <>
      <MenuButton label="打印卡片" entries={cardEntriesOfList(id)} />
      <Button icon="download" onClick={() => onFile('xlsx')}>
        导出
      </Button>
      <Button icon="print" onClick={() => onFile('pdf')}>
        打印、签收表
      </Button>
    </>
  )
}

function Facts({ opened }: { readonly opened: Opened }) {
  return (
    <KeyValue
      columns={2}
      facts={[
        { label: '截至', value: formatDay(opened.asOf) },
        { label: '人数', value: `${opened.rowCount.toLocaleString('zh-CN')} 人` },
        { label: '冻结人', value: opened.by ?? '系统' },
        { label: '冻结时间', value: clockTime(opened.takenAt) },
        { label: '范围', value: opened.orgName },
        { label: '顺序', value: orderOf(opened.conditions) },
        { label: '条件', value: conditionsOf(opened), wide: true },
        { label: '校验码', value: <code>{opened.hash}</code>, wide: true },
      ]}
    />
  )
}

function Rows({ opened }: { readonly opened: Opened }) {
  const columns = useMemo(
    (): readonly SimpleColumn<Row>[] => [
      { key: 'ordinal', title: '序号', cell: ({ ordinal }) => ordinal },
      ...opened.columns.map(({ key, title }, index) => ({
        key,
        title,
        cell: ({ cells }: Row) => cells[index],
      })),
    ],
    [opened.columns],
  )
  return (
    <SimpleTable
      label={opened.title}
      columns={columns}
      rows={opened.rows}
      rowKey={({ ordinal }) => ordinal}
    />
  )
}
