import { useCallback, useMemo, useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { ColumnPanel } from '#src/web/kit/ColumnPanel.tsx'
import { DataGrid } from '#src/web/kit/DataGrid.tsx'
import { ListPage, PageHead } from '#src/web/kit/page.tsx'
import { KeysetPager } from '#src/web/kit/Pager.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useLayout } from '#src/web/kit/usePreference.ts'
import { useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { columnsFor } from './columns.tsx'
import { DutyFilterBar, hasConditions, ViewChips } from './DutyFilterBar.tsx'
import { DutySelection } from './DutySelection.tsx'
import {
  conditionDefaults,
  cursorKeys,
  cursorText,
  filtersOf,
  listDefaults,
  readCursor,
  viewOf,
  views,
  type Conditions,
} from './query.ts'
import { useDutyJobs } from './useDutyJobs.tsx'

const keyOf = ({ retireeId, rule, period }: DutyRow) => `${retireeId} ${rule} ${period}`
const personOf = ({ retireeId }: DutyRow) => `/roster/${retireeId}`

/** The ledger of duties: who, what, why, by whom and by when; its state stands in the address. */
export function DutiesPage() {
  const { today } = useSession()
  const [q, change] = useQueryState(listDefaults, cursorKeys)
  const { onJob, windows } = useDutyJobs()
  const { selected, select, clear } = useSelection()
  const view = viewOf(q)
  const isOpen = !['done', 'waived', 'withdrawn'].includes(view)
  const columns = useMemo(() => columnsFor(isOpen, onJob), [isOpen, onJob])
  const [layout, setLayout] = useLayout(isOpen ? 'duties' : 'duties.closed', columns)
  const list = useCall(
    'duties.list',
    {
      filters: filtersOf(q),
      after: readCursor(q.after),
      before: readCursor(q.before),
      limit: q.size,
    },
    { keep: true },
  )
  const { rows = [], total, next, previous } = list.data ?? {}
  const first = previous ? q.at : 0
  const chosen = useMemo(() => new Set(selected.keys()), [selected])

  function narrow(patch: Partial<Conditions>) {
    clear()
    change(patch)
  }

  return (
    <ListPage>
      <PageHead
        title="应办事项"
        note={noteOf(views[view], total, list.isError)}
        actions={
          <>
            <ColumnPanel columns={columns} layout={layout} onLayout={setLayout} />
            <Button icon="print" onClick={() => print()}>
              打印本页
            </Button>
            <ButtonLink to="/duties/coverage" icon="chart">
              落实情况
            </ButtonLink>
          </>
        }
      />
      <ViewChips conditions={q} onChange={narrow} />
      <DutyFilterBar conditions={q} onChange={narrow} />
      <DutySelection rows={[...selected.values()]} onClear={clear} />
      <DataGrid
        label="应办事项"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        href={personOf}
        layout={layout}
        {...(isOpen && { selected: chosen, onSelect: (keys) => select(keys, rows) })}
        total={total}
        first={first}
        loading={list.isPending}
        stale={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowTone={({ state }) => (state === 'open' ? undefined : 'muted')}
        printNote={`截至${formatDay(today)}，${views[view]}共 ${total ?? 0} 件，本页 ${rows.length} 件`}
        empty={<NoDuties conditions={q} onClear={() => narrow(conditionDefaults)} />}
      />
      {!(list.isError && !list.data) && (
        <KeysetPager
          total={total}
          shown={rows.length}
          first={first}
          size={q.size}
          previous={previous && cursorText(previous)}
          next={next && cursorText(next)}
          onMove={change}
          onSize={(size) => change({ size })}
        />
      )}
      {windows}
    </ListPage>
  )
}

function noteOf(view: string, total: number | undefined, failed: boolean): string | undefined {
  if (total !== undefined) return `${view} ${total.toLocaleString('zh-CN')} 件`
  return failed ? undefined : '正在查找…'
}

/** The rows ticked, those of other pages as well. */
function useSelection() {
  const [selected, setSelected] = useState<ReadonlyMap<string, DutyRow>>(new Map())
  const clear = useCallback(() => setSelected(new Map()), [])
  const select = useCallback((keys: ReadonlySet<string>, rows: readonly DutyRow[]) => {
    setSelected((before) => {
      const known = new Map([...before, ...rows.map((row) => [keyOf(row), row] as const)])
      return new Map([...known].filter(([key]) => keys.has(key)))
    })
  }, [])
  return { selected, select, clear }
}

interface NoDutiesProps {
  readonly conditions: Conditions
  readonly onClear: () => void
}

function NoDuties({ conditions, onClear }: NoDutiesProps) {
  if (hasConditions(conditions))
    return (
      <Empty title="没有符合条件的事项">
        <p>换个条件，或者</p>
        <Button onClick={onClear}>查看全部待办</Button>
      </Empty>
    )
  const view = viewOf(conditions)
  if (view === 'open')
    return (
      <Empty title="没有待办事项">
        登记老同志后，走访、核实等事项会按政策自动列出，不必手工添加。
      </Empty>
    )
  return <Empty title={`没有${views[view]}的事项`} />
}
