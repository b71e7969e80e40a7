import { Link } from 'react-router'
import type { FigureRow } from '#src/calls/figures.operations.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'
import { spanWords } from './words.ts'

/** Counts and times by month and desk; each count opens its calls. */
export function FiguresTab() {
  const figures = useCall('calls.figures', {})
  return (
    <Loaded of={figures} lines={6}>
      {(rows) => (
        <div className="stack">
          <SimpleTable
            label="呼叫次数"
            columns={counts}
            rows={rows}
            rowKey={keyOf}
            empty={<Empty title="还没有呼叫">有了呼叫，按月统计次数和各步用时。</Empty>}
          />
          {rows.length > 0 && (
            <>
              <p>
                <b>各步用时</b>：从收到呼叫起，一半在前一个数以内，九成在后一个数以内
              </p>
              <SimpleTable label="各步用时" columns={times} rows={rows} rowKey={keyOf} />
            </>
          )}
        </div>
      )}
    </Loaded>
  )
}

const keyOf = ({ month, orgId }: FigureRow) => `${month} ${orgId}`

function listOf({ month, orgId }: FigureRow, outcome: string): string {
  return `/calls?${new URLSearchParams({ tab: 'list', month, desk: String(orgId), outcome })}`
}

function countColumn(
  key: 'calls' | 'real' | 'accidental' | 'drill' | 'open',
  title: string,
): SimpleColumn<FigureRow> {
  return {
    key,
    title,
    align: 'right',
    cell: (row) =>
      row[key] === 0 ? (
        '0'
      ) : (
        <Link
          to={listOf(row, key === 'calls' ? '' : key)}
          aria-label={`${row.month} ${row.org}${title} ${row[key]} 次`}
        >
          {row[key]}
        </Link>
      ),
  }
}

const place: readonly SimpleColumn<FigureRow>[] = [
  { key: 'month', title: '月份', cell: ({ month }) => month },
  { key: 'org', title: '值班台', cell: ({ org }) => org },
]

const counts: readonly SimpleColumn<FigureRow>[] = [
  ...place,
  countColumn('calls', '呼叫'),
  countColumn('real', '求助'),
  countColumn('accidental', '误按'),
  countColumn('drill', '演练'),
  countColumn('open', '未结束'),
  { key: 'presses', title: '按键', align: 'right', cell: ({ presses }) => presses },
  { key: 'escalated', title: '升级过', align: 'right', cell: ({ escalated }) => escalated },
]

function timeColumn(
  key: string,
  title: string,
  pair: (row: FigureRow) => readonly [number | null, number | null],
): SimpleColumn<FigureRow> {
  return {
    key,
    title,
    align: 'right',
    cell: (row) => {
      const [half, most] = pair(row)
      return half === null ? '—' : `${spanWords(half)} / ${spanWords(most)}`
    },
  }
}

const times: readonly SimpleColumn<FigureRow>[] = [
  ...place,
  timeColumn('shown', '上屏', (row) => [row.shownHalf, row.shownMost]),
  timeColumn('taken', '接听', (row) => [row.takenHalf, row.takenMost]),
  timeColumn('sent', '派人', (row) => [row.sentHalf, row.sentMost]),
  timeColumn('there', '到场', (row) => [row.thereHalf, row.thereMost]),
  timeColumn('ended', '结束', (row) => [row.endedHalf, row.endedMost]),
]
