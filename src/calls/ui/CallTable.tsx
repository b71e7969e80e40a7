import { clockTime } from '#src/web/kit/moment.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { callSources } from '#src/calls/call.ts'
import type { LiveCall } from './deskFeed.ts'
import { spanWords, stateTone, stateWords, whoCalls } from './words.ts'

interface CallTableProps {
  readonly rows: readonly LiveCall[]
  /** On a person's own page the name is not repeated. */
  readonly withoutName?: boolean
  readonly onOpen: (id: number) => void
}

/** Calls with their times. */
export function CallTable({ rows, withoutName = false, onOpen }: CallTableProps) {
  const shown = columnsOf(onOpen).filter(({ key }) => !withoutName || key !== 'who')
  return (
    <SimpleTable
      label="呼叫记录"
      columns={shown}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<Empty title="没有呼叫记录">一键呼叫、来电登记和演练都记在这里。</Empty>}
    />
  )
}

function columnsOf(onOpen: (id: number) => void): SimpleColumn<LiveCall>[] {
  return [
    { key: 'at', title: '时间', cell: ({ receivedAt }) => clockTime(receivedAt) },
    { key: 'who', title: '呼叫人', cell: whoCalls },
    { key: 'source', title: '来源', cell: ({ source }) => callSources[source] },
    { key: 'presses', title: '按键', align: 'right', cell: ({ presses }) => presses },
    {
      key: 'state',
      title: '结果',
      cell: (row) => <Tag tone={stateTone(row)}>{stateWords(row)}</Tag>,
    },
    {
      key: 'taken',
      title: '接听用时',
      align: 'right',
      cell: (row) => after(row, row.acknowledgedAt),
    },
    { key: 'there', title: '到场用时', align: 'right', cell: (row) => after(row, row.arrivedAt) },
    { key: 'by', title: '接听人', cell: ({ acknowledgedName }) => acknowledgedName ?? '—' },
    { key: 'desk', title: '值班台', cell: ({ deskName }) => deskName },
    {
      key: 'open',
      title: '经过',
      cell: (row) => (
        <Button
          small
          look="link"
          aria-label={`查看${clockTime(row.receivedAt)} ${whoCalls(row)}的呼叫经过`}
          onClick={() => onOpen(row.id)}
        >
          查看
        </Button>
      ),
    },
  ]
}

function after({ receivedAt }: LiveCall, at: string | null): string {
  if (at === null) return '—'
  return spanWords((new Date(at).getTime() - new Date(receivedAt).getTime()) / 1_000)
}
