import { useState } from 'react'
import { Link } from 'react-router'
import { exportStates, formats, type ExportState } from '#src/exports/export.ts'
import type { OwnExport } from '#src/exports/own.ts'
import { exportPurposes } from '#src/exports/purpose.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { useTakeFile } from './useTakeFile.ts'

const tones: Partial<Record<ExportState, 'ok' | 'warn' | 'err' | 'info'>> = {
  waiting: 'warn',
  making: 'info',
  ready: 'ok',
  printable: 'ok',
  declined: 'err',
  failed: 'err',
}

const columns: readonly SimpleColumn<OwnExport>[] = [
  { key: 'id', title: '编号', cell: ({ id }) => id },
  {
    key: 'title',
    title: '名单',
    cell: ({ title, snapshotId }) =>
      snapshotId === null ? title : <Link to={`/snapshots/${snapshotId}`}>{title}</Link>,
  },
  { key: 'count', title: '人数', align: 'right', cell: ({ personCount }) => personCount },
  { key: 'format', title: '格式', cell: ({ format }) => formats[format] },
  { key: 'purpose', title: '用途', cell: ({ purpose }) => exportPurposes[purpose] },
  { key: 'at', title: '时间', cell: ({ requestedAt }) => clockTime(requestedAt) },
  { key: 'state', title: '状态', cell: (row) => <Standing row={row} /> },
]

/** What one took out or asked for, with what may be fetched now. */
export function ExportsPage() {
  const [busy, setBusy] = useState(false)
  const list = useCall('exports.list', {}, { every: busy ? 2_000 : false })
  const waiting = (list.data ?? []).some(({ state }) => state === 'making')
  if (waiting !== busy) setBusy(waiting)
  const { take, error } = useTakeFile()
  const action: SimpleColumn<OwnExport> = {
    key: 'action',
    title: '办理',
    cell: (row) => <Take row={row} onTake={take} />,
  }
  return (
    <>
      <PageHead title="导出" note={list.data?.length ? `最近 ${list.data.length} 次` : undefined} />
      {error !== undefined && <Notice tone="err">{sentenceOf(error)}</Notice>}
      <Section
        title="我的导出"
        note="文件只能下载一次，24 小时后删除；打印件 24 小时内可以重复打印"
        flush
      >
        <Loaded of={list} lines={6}>
          {(rows) => (
            <SimpleTable
              label="我的导出"
              columns={[...columns, action]}
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                <Empty title="还没有导出过">
                  在信息库或冻结名单里选“导出”。20
                  人以内且不含敏感栏目的当时就能下载，其他的由另一人复核。
                </Empty>
              }
            />
          )}
        </Loaded>
      </Section>
    </>
  )
}

function Standing({ row }: { readonly row: OwnExport }) {
  const { state, why, expiresAt, decidedBy } = row
  const until = (state === 'ready' || state === 'printable') && expiresAt
  const words = [state === 'declined' && decidedBy, why, until && `到 ${clockTime(until)}`]
  const said = words.filter(Boolean).join('：')
  return (
    <>
      <Tag tone={tones[state] ?? 'plain'}>{exportStates[state]}</Tag>
      {said && <small className="muted"> {said}</small>}
    </>
  )
}

interface TakeProps {
  readonly row: OwnExport
  readonly onTake: (operation: 'download' | 'print' | 'sign', id: number) => void
}

function Take({ row, onTake }: TakeProps) {
  const { id, state, approvalId } = row
  if (state === 'ready')
    return (
      <Button small icon="download" onClick={() => onTake('download', id)}>
        下载
      </Button>
    )
  if (state === 'printable')
    return (
      <span className="actions">
        <Button small icon="print" onClick={() => onTake('print', id)}>
          打印
        </Button>
        <Button small onClick={() => onTake('sign', id)}>
          签收表
        </Button>
      </span>
    )
  if (state === 'waiting' && approvalId) return <Link to="/approvals?tab=asked">看复核进度</Link>
  return '—'
}
