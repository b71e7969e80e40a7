import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import type { Filters } from '#src/roster/list.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SelectionBar } from '#src/web/kit/bars.tsx'
import { ColumnPanel } from '#src/web/kit/ColumnPanel.tsx'
import { DataGrid } from '#src/web/kit/DataGrid.tsx'
import { ListPage, PageHead } from '#src/web/kit/page.tsx'
import { KeysetPager } from '#src/web/kit/Pager.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useLayout } from '#src/web/kit/usePreference.ts'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { ActiveFilters } from './ActiveFilters.tsx'
import { filedColumns } from './columns.tsx'
import { useColumns } from './useRights.ts'
import { FileDialog, titleOf } from './FileDialog.tsx'
import { FilterBar } from './FilterBar.tsx'
import { Headline } from './Headline.tsx'
import { keepListAddress } from './listAddress.ts'
import { ListActions } from './ListActions.tsx'
import { NoOne } from './NoOne.tsx'
import {
  conditionDefaults,
  conditionsOf,
  cursorKeys,
  cursorText,
  filtersOf,
  listDefaults,
  orderOf,
  readCursor,
} from './query.ts'
import { SavedFilters } from './SavedFilters.tsx'
import { SoughtPurpose, useMaySeek } from './SoughtPurpose.tsx'
import { VerifyDialog } from './VerifyDialog.tsx'
import { wordsOf } from './words.ts'

const ExportDialog = lazy(async () => ({
  default: (await import('#src/exports/ui/ExportDialog.tsx')).ExportDialog,
}))
const none: ReadonlySet<string> = new Set()

/** The roster: found, sorted, paged, ticked; its whole state stands in the address. */
export function RosterListPage() {
  const may = useMay()
  const { today } = useSession()
  const [q, change] = useQueryState(listDefaults, cursorKeys)
  const columns = useColumns()
  const [layout, setLayout] = useLayout('roster', columns)
  const [selected, setSelected] = useState(none)
  const [filing, setFiling] = useState<'frozen' | 'xlsx' | 'pdf'>()
  const [verifying, setVerifying] = useState(false)
  keepListAddress(useLocation().search)
  const filters = filtersOf(q)
  const maySeek = useMaySeek(filters)
  const list = useCall(
    'roster.list',
    {
      filters,
      ...orderOf(q.sort),
      after: readCursor(q.after),
      before: readCursor(q.before),
      limit: q.size,
    },
    { keep: true, enabled: maySeek },
  )
  const { rows = [], total, next, previous } = (maySeek && list.data) || {}
  const first = previous ? q.at : 0
  const ids = [...selected].map(Number)
  const scope: Filters = ids.length > 0 ? { ids, status: 'all' } : filters

  function choose(conditions: Filters) {
    setSelected(none)
    change({ ...conditionsOf(conditions) })
  }

  return (
    <ListPage>
      <PageHead
        title="老干部信息库"
        note={maySeek ? noteOf(total, list.error) : ''}
        actions={
          <>
            <ColumnPanel columns={columns} layout={layout} onLayout={setLayout} />
            <ListActions
              onPrint={() => (may('snapshots.take') ? setFiling('pdf') : print())}
              onExport={() => setFiling('xlsx')}
            />
          </>
        }
      />
      <SavedFilters filters={filters} onChoose={choose} />
      <FilterBar conditions={q} onChange={change} />
      <ActiveFilters filters={filters} onChange={change} />
      <SelectionBar count={selected.size} noun="人" onClear={() => setSelected(none)}>
        {may('roster.request') && (
          <Button small onClick={() => setVerifying(true)}>
            登记核实
          </Button>
        )}
        {may('snapshots.take') && (
          <>
            <Button small onClick={() => setFiling('frozen')}>
              冻结名单
            </Button>
            <Button small onClick={() => setFiling('xlsx')}>
              导出选中
            </Button>
          </>
        )}
      </SelectionBar>
      <SoughtPurpose filters={filters} onChange={change} />
      {maySeek && <Headline filters={filters} />}
      <DataGrid
        label="老干部信息库"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => String(id)}
        href={({ id }) => `/roster/${id}`}
        layout={layout}
        sort={q.sort}
        onSort={(sort) => change({ sort })}
        selected={selected}
        onSelect={setSelected}
        total={total}
        first={first}
        loading={maySeek && list.isPending}
        stale={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowTone={({ leftReason }) => (leftReason ? 'muted' : undefined)}
        printNote={`截至${formatDay(today)}，共 ${total ?? 0} 人。${wordsOf(filters)
          .map(({ words }) => words)
          .join('，')}`}
        empty={
          maySeek ? (
            <NoOne filters={filters} onClear={() => change(conditionDefaults)} />
          ) : (
            <Empty title="请先说明用途">选好用途后列出符合条件的人。</Empty>
          )
        }
      />
      <KeysetPager
        total={list.error || !maySeek ? 0 : total}
        shown={rows.length}
        first={first}
        size={q.size}
        previous={previous && cursorText(previous)}
        next={next && cursorText(next)}
        onMove={change}
        onSize={(size) => change({ size })}
      />
      <VerifyDialog
        ids={ids}
        who={`${ids.length} 人`}
        open={verifying}
        onClose={() => setVerifying(false)}
        onDone={() => setSelected(none)}
      />
      <FileDialog
        filters={scope}
        count={ids.length || (total ?? 0)}
        sort={q.sort}
        columns={filedColumns(layout.shown)}
        first={filing === 'pdf' ? 'pdf' : 'frozen'}
        open={filing === 'frozen' || filing === 'pdf'}
        onClose={() => setFiling(undefined)}
      />
      {filing === 'xlsx' && (
        <Suspense>
          <ExportDialog
            source={{ from: 'roster', title: titleOf(scope), filters: scope, ...orderOf(q.sort) }}
            columns={filedColumns(layout.shown)}
            formats={['xlsx', 'csv']}
            onClose={() => setFiling(undefined)}
          />
        </Suspense>
      )}
    </ListPage>
  )
}

function noteOf(total: number | undefined, error: unknown): string {
  if (error) return ''
  return total === undefined ? '正在查找…' : `共 ${total.toLocaleString('zh-CN')} 人`
}
