import { outcomes } from '#src/audit/words.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { ColumnPanel } from '#src/web/kit/ColumnPanel.tsx'
import { DataGrid } from '#src/web/kit/DataGrid.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar, ListPage, PageHead } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useLayout } from '#src/web/kit/usePreference.ts'
import type { InputOf } from '#src/web/api.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { traceColumns } from './traceColumns.tsx'

const blank = { who: '', operation: '', fileNo: '', outcome: '', from: '', to: '' }
const wholeDay = /^\d{4}-\d\d-\d\d$/

type Asked = typeof blank & { readonly after: string; readonly before: string }

/** What is asked of the server: what was left blank, or is not a day yet, is left out. */
function inputOf({ who, operation, fileNo, outcome, from, to, after, before }: Asked) {
  return {
    ...(who && { who }),
    ...(operation && { operation }),
    ...(fileNo && { fileNo }),
    ...(outcome && { outcome: outcome as keyof typeof outcomes }),
    ...(wholeDay.test(from) && { from }),
    ...(wholeDay.test(to) && { to }),
    ...(after && { after: Number(after) }),
    ...(before && { before: Number(before) }),
  } satisfies InputOf<'audit.trace'>
}

/** Who did or saw what, and when; persons by file number only. */
export function TracePage() {
  const [q, change] = useQueryState({ ...blank, after: '', before: '' })
  const [layout, setLayout] = useLayout('audit.trace', traceColumns)
  const lines = useCall('audit.trace', inputOf(q), { keep: true })
  const { rows = [], next, previous } = lines.data ?? {}
  const filtered = Object.keys(blank).some((key) => q[key as keyof typeof blank])
  return (
    <ListPage>
      <PageHead
        title="留痕查询"
        note="办理、查看和被拒的操作，只增不改；查询本身也会留痕"
        actions={<ColumnPanel columns={traceColumns} layout={layout} onLayout={setLayout} />}
      />
      <Bar label="筛选条件">
        <FilterText
          label="人员"
          placeholder="姓名或账号"
          chars={8}
          value={q.who}
          onChange={(who) => change({ who })}
        />
        <FilterText
          label="操作"
          placeholder="如 查看档案"
          chars={8}
          value={q.operation}
          onChange={(operation) => change({ operation })}
        />
        <FilterText
          label="档号"
          chars={8}
          value={q.fileNo}
          onChange={(fileNo) => change({ fileNo })}
        />
        <Select
          layout="inline"
          label="结果"
          placeholder="全部"
          options={optionsOf(outcomes)}
          value={q.outcome}
          onChange={(outcome) => change({ outcome })}
        />
        <DateText
          wholeDay
          layout="inline"
          placeholder="如 2026.11.21"
          label="自"
          value={q.from}
          onChange={(from) => change({ from })}
        />
        <DateText
          wholeDay
          layout="inline"
          placeholder="如 2026.11.21"
          label="至"
          value={q.to}
          onChange={(to) => change({ to })}
        />
        {filtered && (
          <Button look="link" onClick={() => change(blank)}>
            清除条件
          </Button>
        )}
      </Bar>
      <DataGrid
        label="留痕"
        columns={traceColumns}
        rows={rows}
        rowKey={({ id }) => String(id)}
        layout={layout}
        loading={lines.isPending}
        stale={lines.isPlaceholderData}
        error={lines.error}
        onRetry={() => void lines.refetch()}
        empty={<Empty title="没有符合条件的留痕">换个条件查找，或放宽日期</Empty>}
      />
      <nav className="pager" aria-label="翻页">
        <span role="status" className="pager-count">
          {rows.length > 0 && `本页 ${rows.length} 条，行号 ${rows.at(-1)?.id}—${rows[0]?.id}`}
        </span>
        <Button
          small
          icon="left"
          disabled={previous === undefined}
          onClick={() => change({ after: String(previous), before: '' })}
        >
          较新
        </Button>
        <Button
          small
          icon="right"
          disabled={next === undefined}
          onClick={() => change({ before: String(next), after: '' })}
        >
          较早
        </Button>
      </nav>
    </ListPage>
  )
}
