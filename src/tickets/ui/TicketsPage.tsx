import { lazy, Suspense, useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { TicketRow } from '#src/tickets/find.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { ColumnPanel } from '#src/web/kit/ColumnPanel.tsx'
import { DataGrid } from '#src/web/kit/DataGrid.tsx'
import { ListPage, PageHead } from '#src/web/kit/page.tsx'
import { KeysetPager } from '#src/web/kit/Pager.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useLayout } from '#src/web/kit/usePreference.ts'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { ticketColumns } from './columns.tsx'
import { ConditionBar, ViewChips } from './TicketBars.tsx'
import {
  cursorKeys,
  cursorText,
  filtersOf,
  hasConditions,
  listDefaults,
  readCursor,
  viewOf,
  views,
} from './query.ts'

const OpenDialog = lazy(async () => ({
  default: (await import('./OpenDialog.tsx')).OpenDialog,
}))

const keyOf = ({ id }: TicketRow) => String(id)
const hrefOf = ({ id }: TicketRow) => `/tickets/${id}`

/** Matters by the day due: whose, until when, where they stand; the choice stands in the address. */
export function TicketsPage() {
  const { today } = useSession()
  const may = useMay()
  const [q, change] = useQueryState(listDefaults, cursorKeys)
  const [layout, setLayout] = useLayout('tickets', ticketColumns)
  const [opening, setOpening] = useState(false)
  const view = viewOf(q)
  const list = useCall(
    'tickets.list',
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
  return (
    <ListPage>
      <PageHead
        title="事项"
        note={total === undefined ? '正在查找…' : `${views[view]} ${total} 件`}
        actions={
          <>
            <ColumnPanel columns={ticketColumns} layout={layout} onLayout={setLayout} />
            <ButtonLink to="/tickets/statistics" icon="chart">
              统计
            </ButtonLink>
            {may('tickets.handle') && (
              <Button look="primary" icon="plus" onClick={() => setOpening(true)}>
                登记事项
              </Button>
            )}
          </>
        }
      />
      <ViewChips shown={view} onView={(next) => change({ view: next })} />
      <ConditionBar q={q} onChange={change} />
      <DataGrid
        label="事项"
        columns={ticketColumns}
        rows={rows}
        rowKey={keyOf}
        href={hrefOf}
        layout={layout}
        total={total}
        first={first}
        loading={list.isPending}
        stale={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowTone={({ state }) => (state === 'closed' ? 'muted' : undefined)}
        printNote={`截至${formatDay(today)}，${views[view]}共 ${total ?? 0} 件，本页 ${rows.length} 件`}
        empty={
          <Empty title={`没有${hasConditions(q) ? '符合条件' : views[view]}的事项`}>
            走访、呼叫和来电来信里提出的需求，登记后在这里跟踪到答复。
          </Empty>
        }
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
      {opening && (
        <Suspense>
          <OpenDialog onClose={() => setOpening(false)} />
        </Suspense>
      )}
    </ListPage>
  )
}
