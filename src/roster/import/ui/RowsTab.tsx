import { useState } from 'react'
import { rowFilters, type RowFilter } from '#src/roster/intake/staged.ts'
import { Bar } from '#src/web/kit/page.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import type { OpenBatch, Report, Row } from './batch.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { RowActs, RowDetails, RowState } from './rowParts.tsx'
import { keyValue, placeOf } from './words.ts'

const size = 50

interface RowsTabProps {
  readonly batch: OpenBatch
  readonly report: Report
}

/** The people in the file by what will become of them; changes and suspicions are decided here. */
export function RowsTab({ batch, report }: RowsTabProps) {
  const [q, change] = useQueryState({ show: 'all', after: 0 }, ['after'])
  const [before, setBefore] = useState<readonly number[]>([])
  const [compared, setCompared] = useState<Row>()
  const show: RowFilter = q.show in rowFilters ? (q.show as RowFilter) : 'all'
  const input = { id: batch.id, filter: show, after: q.after, limit: size }
  const rows = useCall('import.rows', input)
  const manySheets = report.sheets.length > 1
  const count = countsOf(batch)
  return (
    <>
      <Bar label="筛选行">
        {(Object.keys(rowFilters) as RowFilter[]).map((filter) => (
          <Chip
            key={filter}
            pressed={show === filter}
            onPress={() => {
              setBefore([])
              change({ show: filter, after: 0 })
            }}
          >
            {rowFilters[filter]} {count[filter]}
          </Chip>
        ))}
      </Bar>
      <Loaded of={rows} lines={8}>
        {(shown) => (
          <>
            <SimpleTable
              label="逐行核对"
              rows={shown}
              rowKey={({ ordinal }) => ordinal}
              empty={<Empty title={show === 'all' ? '没有行' : `没有“${rowFilters[show]}”的行`} />}
              columns={[
                {
                  key: 'place',
                  title: '行',
                  share: 13,
                  cell: (row) => <span className="muted">{placeOf(row, manySheets)}</span>,
                },
                { key: 'who', title: '老同志', share: 23, cell: (row) => <Who row={row} /> },
                {
                  key: 'state',
                  title: '处理',
                  share: 12,
                  cell: (row) => <RowState row={row} />,
                },
                {
                  key: 'details',
                  title: '变化与问题',
                  share: 37,
                  cell: (row) => (
                    <RowDetails batchId={batch.id} row={row} issues={issuesOf(report, row)} />
                  ),
                },
                {
                  key: 'acts',
                  title: '办理',
                  share: 15,
                  cell: (row) => (
                    <RowActs batchId={batch.id} row={row} onCompare={() => setCompared(row)} />
                  ),
                },
              ]}
            />
            <Turn
              shown={shown}
              onPrevious={
                q.after > 0
                  ? () => {
                      change({ after: before.at(-1) ?? 0 })
                      setBefore(before.slice(0, -1))
                    }
                  : undefined
              }
              onNext={(after) => {
                setBefore([...before, q.after])
                change({ after })
              }}
            />
          </>
        )}
      </Loaded>
      <CompareDialog
        batchId={batch.id}
        row={compared}
        undecided={batch.counts.undecided}
        onNext={setCompared}
        onClose={() => setCompared(undefined)}
      />
    </>
  )
}

function Who({ row }: { readonly row: Row }) {
  const { fullName, idNumber, birthArchive } = row.values
  return (
    <div>
      <b>{keyValue('fullName', fullName)}</b>
      <div className="muted">
        {keyValue('idNumber', idNumber) || keyValue('birthArchive', birthArchive)}
      </div>
    </div>
  )
}

interface TurnProps {
  readonly shown: readonly Row[]
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (after: number) => void
}

function Turn({ shown, onPrevious, onNext }: TurnProps) {
  const last = shown.at(-1)
  const more = shown.length === size && last !== undefined
  if (!more && !onPrevious) return null
  return (
    <nav className="pager" aria-label="翻页">
      <Button small icon="left" disabled={!onPrevious} onClick={onPrevious}>
        上一页
      </Button>
      <Button small disabled={!more} onClick={() => last && onNext(last.ordinal)}>
        下一页
      </Button>
    </nav>
  )
}

const placeCodes = ['UNIT_UNKNOWN', 'BRANCH_UNKNOWN', 'COMMUNITY_UNKNOWN']

/** What is wrong with a row; unknown places and suspicions already decided are settled elsewhere. */
function issuesOf({ issues }: Report, { sheet, row, decision }: Row) {
  return issues
    .filter((issue) => issue.sheet === sheet && issue.row === row)
    .filter(({ code }) => !placeCodes.includes(code))
    .filter(({ code }) => code !== 'DUPLICATE_OF_RECORD' || decision === null)
}

function countsOf({ counts }: OpenBatch): Readonly<Record<RowFilter, number>> {
  return {
    all: counts.rows,
    new: counts.toCreate,
    changed: counts.changed,
    same: counts.same,
    suspected: counts.suspected,
    error: counts.error,
  }
}
