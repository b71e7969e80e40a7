import { useState } from 'react'
import type { ApprovalItem } from '#src/approvals/item.ts'
import { approvalStates, type ApprovalState } from '#src/approvals/approval.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { CheckSheet } from './CheckSheet.tsx'

/** A list comes over the wire: moments are text. */
type Item = ApprovalItem

const tones: Partial<Record<ApprovalState, 'ok' | 'warn' | 'err' | 'plain'>> = {
  open: 'warn',
  approved: 'ok',
  declined: 'err',
}

const columns: Record<string, SimpleColumn<Item>> = {
  kind: { key: 'kind', title: '事项', cell: ({ kindTitle }) => kindTitle },
  summary: { key: 'summary', title: '内容', cell: ({ summary }) => summary },
  maker: {
    key: 'maker',
    title: '提交人',
    cell: ({ maker, makerPost }) => `${maker}（${makerPost}）`,
  },
  at: { key: 'at', title: '提交时间', cell: ({ requestedAt }) => clockTime(requestedAt) },
  until: { key: 'until', title: '最迟复核', cell: ({ expiresAt }) => clockTime(expiresAt) },
  state: {
    key: 'state',
    title: '状态',
    cell: ({ state }) => <Tag tone={tones[state] ?? 'plain'}>{approvalStates[state]}</Tag>,
  },
  result: {
    key: 'result',
    title: '复核人与理由',
    cell: ({ decidedBy, reason }) => [decidedBy, reason].filter(Boolean).join('：') || '—',
  },
}

/** What waits for a second pair of eyes: what one is to check, what one asked for, what was decided. */
export function ApprovalsPage() {
  const [q, change] = useQueryState({ tab: 'toCheck' })
  const [openId, setOpenId] = useState<number>()
  const checks = useMay()('approvals.check')
  const list = useCall('approvals.list', {})
  const action: SimpleColumn<Item> = {
    key: 'action',
    title: '办理',
    cell: ({ id, state }) => (
      <Button small look="link" onClick={() => setOpenId(id)}>
        {q.tab === 'toCheck' && state === 'open' ? '核对' : '查看'}
      </Button>
    ),
  }
  const { toCheck = [], asked = [] } = list.data ?? {}
  const tabs = [
    {
      id: 'toCheck',
      title: '待我复核',
      count: toCheck.length || undefined,
      content: () => (
        <Rows
          rows={toCheck}
          columns={[...pick('kind', 'summary', 'maker', 'at', 'until'), action]}
          empty="没有等您复核的事项"
          note="重复档案合并、去世登记更正、较大或含敏感栏目的导出，由一人提交、另一人复核。"
        />
      ),
    },
    {
      id: 'asked',
      title: '我提交的',
      content: () => (
        <Rows
          rows={asked}
          columns={[...pick('kind', 'summary', 'at', 'state', 'result'), action]}
          empty="您还没有提交过要复核的事项"
          note="提交后 72 小时内没有人复核的，自动作废，可以重新提交。"
        />
      ),
    },
    ...(checks ? [{ id: 'history', title: '复核记录', content: () => <History /> }] : []),
  ]
  return (
    <>
      <PageHead
        title="复核"
        note={list.data && (toCheck.length > 0 ? `${toCheck.length} 件等您复核` : '')}
      />
      <Section>
        <Loaded of={list} lines={6}>
          {() => (
            <Tabs
              label="复核"
              tabs={tabs}
              selected={q.tab}
              onSelect={(tab) => change({ tab: String(tab) })}
            />
          )}
        </Loaded>
      </Section>
      {openId !== undefined && <CheckSheet id={openId} onClose={() => setOpenId(undefined)} />}
    </>
  )
}

function pick(...keys: string[]): SimpleColumn<Item>[] {
  return keys.flatMap((key) => columns[key] ?? [])
}

interface RowsProps {
  readonly rows: readonly Item[]
  readonly columns: readonly SimpleColumn<Item>[]
  readonly empty: string
  readonly note: string
}

function Rows({ rows, columns: shown, empty, note }: RowsProps) {
  return (
    <SimpleTable
      label="复核事项"
      columns={shown}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<Empty title={empty}>{note}</Empty>}
    />
  )
}

function History() {
  const history = useCall('approvals.history', {})
  return (
    <Loaded of={history} lines={6}>
      {(rows) => (
        <Rows
          rows={rows}
          columns={pick('kind', 'summary', 'maker', 'at', 'state', 'result')}
          empty="还没有复核过的事项"
          note="您管辖范围内已同意、未同意、撤回和逾期的事项都列在这里。"
        />
      )}
    </Loaded>
  )
}
