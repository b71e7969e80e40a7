import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { exceptions, results } from '#src/festivals/festival.ts'
import type { FestivalPerson } from '#src/festivals/people.ts'
import type { Column } from '#src/web/kit/column.ts'
import { Tag } from '#src/web/kit/Tag.tsx'

/** The columns of the list of a round. */
export const personColumns: readonly Column<FestivalPerson>[] = [
  {
    key: 'fullName',
    title: '姓名',
    width: 100,
    frozen: true,
    primary: true,
    cell: ({ fullName }) => fullName,
  },
  {
    key: 'result',
    title: '结果',
    width: 130,
    cell: ({ result }) =>
      result ? (
        <Tag tone={result === 'returned' ? 'plain' : 'ok'}>{results[result]}</Tag>
      ) : (
        <span className="muted">未落实</span>
      ),
    text: ({ result }) => (result ? results[result] : '未落实'),
  },
  { key: 'unit', title: '现管单位', width: 170, cell: ({ unit }) => unit ?? '未登记' },
  { key: 'community', title: '社区', width: 110, cell: ({ community }) => community ?? '未登记' },
  { key: 'together', title: '同户', width: 90, cell: ({ together }) => together ?? '' },
  { key: 'standard', title: '标准', width: 120, cell: ({ standard }) => standard },
  {
    key: 'amount',
    title: '金额（元）',
    width: 100,
    align: 'right',
    cell: ({ amountFen }) => formatFen(amountFen),
  },
  { key: 'route', title: '路线', width: 110, cell: ({ route }) => route ?? '未编排' },
  {
    key: 'exception',
    title: '情形',
    width: 100,
    cell: ({ exception }) => exception && <Tag tone="warn">{exceptions[exception]}</Tag>,
    text: ({ exception }) => (exception ? exceptions[exception] : ''),
  },
  {
    key: 'happenedOn',
    title: '日期',
    width: 100,
    cell: ({ happenedOn }) => (happenedOn ? formatDay(happenedOn) : ''),
  },
  { key: 'ordinal', title: '序号', width: 60, align: 'right', cell: ({ ordinal }) => ordinal },
  { key: 'note', title: '说明', width: 160, cell: ({ note }) => note ?? '' },
]
