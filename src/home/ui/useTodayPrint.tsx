import { useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { formatDay } from '#src/kernel/day.ts'
import type { Timing } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { dueOf } from '#src/duties/ui/due.ts'
import { call, sentenceOf } from '#src/web/api.ts'
import type { Column } from '#src/web/kit/column.ts'
import { PrintTable } from '#src/web/kit/PrintTable.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useQueryState } from '#src/web/useQueryState.ts'

const columns: readonly Column<DutyRow>[] = [
  { key: 'due', title: '时限', width: 90, cell: (row) => dueOf(row).text },
  { key: 'dueOn', title: '到期日期', width: 110, cell: (row) => formatDay(row.dueOn) },
  { key: 'who', title: '姓名', width: 80, cell: (row) => row.fullName },
  { key: 'title', title: '事项', width: 120, cell: (row) => row.title },
  { key: 'reason', title: '说明', width: 220, cell: (row) => row.reason },
  { key: 'owner', title: '责任单位', width: 120, cell: (row) => row.ownerName },
  { key: 'community', title: '社区', width: 90, cell: (row) => row.community ?? '' },
  { key: 'note', title: '办理情况', width: 120, cell: () => '' },
]

/** Today's list on paper: what falls due today and this week, and what is overdue, to tick off. */
export function useTodayPrint(): { start: () => Promise<void>; busy: boolean; table: ReactNode } {
  const { today, post } = useSession()
  const [{ own }] = useQueryState({ own: false })
  const ownerId = own ? post?.orgId : undefined
  const [busy, setBusy] = useState(false)
  const [lists, setLists] = useState<readonly { rows: DutyRow[]; total: number }[]>([])
  const rows = lists.flatMap((list) => list.rows)

  async function start() {
    setBusy(true)
    try {
      const found = await Promise.all(
        (['today', 'thisWeek', 'overdue'] as Timing[]).map((timing) => listOf(timing, ownerId)),
      )
      flushSync(() => setLists(found))
      addEventListener('afterprint', () => setLists([]), { once: true })
      print()
    } catch (error) {
      toast(sentenceOf(error), 'err')
    } finally {
      setBusy(false)
    }
  }

  const missing = lists.reduce((sum, { total, rows: shown }) => sum + total - shown.length, 0)
  const rest = missing > 0 ? `；另有 ${missing} 件逾期未列出` : ''
  return {
    start,
    busy,
    table: lists.length > 0 && (
      <PrintTable
        title="今日应办清单"
        note={`${formatDay(today)}　${post?.orgName ?? ''}　共 ${rows.length} 件${rest}`}
        columns={columns}
        rows={rows}
        rowKey={({ retireeId, rule, period }) => `${retireeId} ${rule} ${period}`}
      />
    ),
  }
}

function listOf(timing: Timing, ownerId: number | undefined) {
  return call('duties.list', { filters: { timing, ownerId }, limit: 200 })
}
