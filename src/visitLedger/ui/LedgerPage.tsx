import { useState } from 'react'
import { useNavigate } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { CallError, fetchFile, sentenceOf } from '#src/web/api.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { ColumnPanel } from '#src/web/kit/ColumnPanel.tsx'
import { DataGrid } from '#src/web/kit/DataGrid.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { Figures, ListPage, PageHead } from '#src/web/kit/page.tsx'
import { KeysetPager } from '#src/web/kit/Pager.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useLayout } from '#src/web/kit/usePreference.ts'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import type { LedgerFilters, LedgerRow, LedgerTotals } from '../ledger.ts'
import { ledgerColumns } from './columns.ts'
import { LedgerFilterBar } from './LedgerFilterBar.tsx'
import { cursorText, filtersOf, ledgerCursor, ledgerDefaults, readCursor } from './query.ts'

const keyOf = ({ id }: LedgerRow) => String(id)
const personOf = ({ retireeId }: LedgerRow) => `/roster/${retireeId}?tab=visits`

/** Every visit within reach, the latest first, with the sums of what was given. */
export function LedgerPage() {
  const { today } = useSession()
  const may = useMay()
  const [q, change] = useQueryState(ledgerDefaults, ledgerCursor)
  const [layout, setLayout] = useLayout('visits', ledgerColumns)
  const filters = filtersOf(q)
  const list = useCall(
    'visits.ledger',
    { filters, after: readCursor(q.after), before: readCursor(q.before), limit: q.size },
    { keep: true },
  )
  const { rows = [], totals, next, previous } = list.data ?? {}
  const first = previous ? q.at : 0
  const total = totals?.visits
  return (
    <ListPage>
      <PageHead
        title="走访台账"
        note={total === undefined ? '正在查找…' : `${total.toLocaleString('zh-CN')} 次`}
        actions={
          <>
            <ColumnPanel columns={ledgerColumns} layout={layout} onLayout={setLayout} />
            <Button icon="print" onClick={() => print()}>
              打印本页
            </Button>
            <MoreMenu filters={filters} />
            {may('visits.record') && (
              <ButtonLink look="primary" icon="plus" to="/visits/new">
                登记走访
              </ButtonLink>
            )}
          </>
        }
      />
      <LedgerFilterBar query={q} onChange={change} />
      {totals && <Sums totals={totals} />}
      <DataGrid
        label="走访台账"
        columns={ledgerColumns}
        rows={rows}
        rowKey={keyOf}
        href={personOf}
        layout={layout}
        total={total}
        first={first}
        loading={list.isPending}
        stale={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        printNote={printNote(today, totals, rows.length)}
        empty={<Empty title="没有符合条件的走访">换个条件，或者从应办事项、档案里登记走访。</Empty>}
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
    </ListPage>
  )
}

function MoreMenu({ filters }: { readonly filters: LedgerFilters }) {
  const may = useMay()
  const navigate = useNavigate()
  const [asks, setAsks] = useState(false)
  const ask = useCommand('visits.askLedgerFile', ['exports.', 'approvals.'])
  const entries = [
    ...(may('exports.request')
      ? [
          {
            id: 'xlsx',
            title: '导出表格',
            onPress: () => void exportLedger(filters, () => setAsks(true)),
          },
        ]
      : []),
    ...(may('visits.record')
      ? [{ id: 'paper', title: '录入纸质登记表', onPress: () => void navigate('/visits/paper') }]
      : []),
  ]
  if (entries.length === 0) return null
  return (
    <>
      <MenuButton label="更多" entries={entries} />
      <ConfirmDialog
        title="申请导出走访台账"
        open={asks}
        onClose={() => setAsks(false)}
        action="提交复核"
        onConfirm={async () => {
          await ask.mutateAsync({ filters })
          toast('已提交复核，同意后在“导出”里下载')
        }}
      >
        <p>24 小时内合计超过 20 人，由另一人复核同意后，在“导出”里下载一次。</p>
      </ConfirmDialog>
    </>
  )
}

async function exportLedger(filters: LedgerFilters, ask: () => void): Promise<void> {
  await fetchFile('visits.ledgerFile', { filters }).catch((error: unknown) => {
    if (error instanceof CallError && error.code === 'exports.needsApproval') ask()
    else toast(sentenceOf(error), 'err')
  })
}

function Sums({ totals }: { readonly totals: LedgerTotals }) {
  return (
    <div className="card-line">
      <Figures
        figures={[
          { label: '走访', value: totals.visits, unit: '次' },
          { label: '老同志', value: totals.people, unit: '人' },
          { label: '提出的事', value: totals.needs, unit: '件' },
          { label: '慰问', value: totals.gifts, unit: '次' },
          { label: '慰问金', value: formatFen(totals.moneyFen), unit: '元' },
          { label: '慰问品', value: formatFen(totals.goodsFen), unit: '元' },
        ]}
      />
    </div>
  )
}

function printNote(today: string, totals: LedgerTotals | undefined, shown: number): string {
  if (!totals) return ''
  const { visits, moneyFen, goodsFen } = totals
  const sums = `慰问金 ${formatFen(moneyFen)} 元，慰问品 ${formatFen(goodsFen)} 元`
  return `截至${formatDay(today)}，共 ${visits} 次，${sums}；本页 ${shown} 次`
}
