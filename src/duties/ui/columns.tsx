import { formatDay } from '#src/kernel/day.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { Button } from '#src/web/kit/Button.tsx'
import type { Column } from '#src/web/kit/column.ts'
import type { Job } from './act.ts'
import { dueOf } from './due.ts'
import { DueTag } from './DueTag.tsx'
import { DutyButton } from './DutyButton.tsx'
import { DutyMenu } from './DutyMenu.tsx'

type Columns = readonly Column<DutyRow>[]

/** The ledger's columns: of what is open with the verb, of what is closed with the day. */
export function columnsFor(open: boolean, onJob: (job: Job) => void): Columns {
  return [...who, ...(open ? acting(onJob) : closed), ...facts(onJob), menu(onJob)]
}

const who: Columns = [
  {
    key: 'fullName',
    title: '姓名',
    width: 92,
    frozen: true,
    primary: true,
    cell: (row) => row.fullName,
  },
  {
    key: 'due',
    title: '时限',
    width: 146,
    cell: (row) => <DueTag row={row} />,
    text: (row) => dueOf(row).text,
  },
  { key: 'title', title: '事项', width: 150, cell: (row) => row.title },
  { key: 'reason', title: '为什么', width: 262, cell: (row) => row.reason },
]

const acting = (onJob: (job: Job) => void): Columns => [
  {
    key: 'act',
    title: '办理',
    width: 112,
    cell: (row) => <DutyButton row={row} onJob={onJob} small />,
    text: () => '',
    screenOnly: true,
  },
]

const closed: Columns = [
  { key: 'closedOn', title: '办结日期', width: 128, cell: (row) => dayOrDash(row.closedOn) },
  { key: 'waivedWhy', title: '免办理由', width: 180, cell: (row) => row.waivedWhy ?? '—' },
]

const facts = (onJob: (job: Job) => void): Columns => [
  { key: 'ownerName', title: '责任单位', width: 160, cell: (row) => row.ownerName },
  { key: 'dueOn', title: '到期日期', width: 128, cell: (row) => formatDay(row.dueOn) },
  { key: 'fromOn', title: '起办日期', width: 128, cell: (row) => formatDay(row.fromOn) },
  {
    key: 'documentNo',
    title: '依据',
    width: 200,
    cell: (row) => (
      <Button small look="link" onClick={() => onJob({ kind: 'details', row })}>
        {row.documentNo}
      </Button>
    ),
    text: (row) => row.documentNo,
  },
  { key: 'closedBy', title: '办结条件', width: 250, cell: (row) => row.closedBy },
  {
    key: 'managingUnit',
    title: '现管单位',
    width: 160,
    cell: (row) => row.managingUnit ?? '—',
    hidden: true,
  },
  { key: 'community', title: '社区', width: 120, cell: (row) => row.community ?? '—' },
]

const menu = (onJob: (job: Job) => void): Column<DutyRow> => ({
  key: 'more',
  title: '更多',
  width: 64,
  cell: (row) => <DutyMenu row={row} onJob={onJob} />,
  text: () => '',
  screenOnly: true,
})

function dayOrDash(day: string | null): string {
  return day ? formatDay(day) : '—'
}
