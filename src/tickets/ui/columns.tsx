import { formatDay } from '#src/kernel/day.ts'
import type { TicketRow } from '#src/tickets/find.ts'
import { ticketCategories, ticketSources } from '#src/tickets/ticket.ts'
import { caseStates } from '#src/cases/case.ts'
import type { Column } from '#src/web/kit/column.ts'
import { Tag } from '#src/web/kit/Tag.tsx'
import { DueTag, dueWords, ownerWords, StateTag } from './words.tsx'

/** The columns of the list of matters. */
export const ticketColumns: readonly Column<TicketRow>[] = [
  {
    key: 'title',
    title: '事项',
    width: 240,
    frozen: true,
    primary: true,
    cell: ({ title }) => title,
  },
  { key: 'fullName', title: '姓名', width: 92, cell: ({ fullName }) => fullName },
  {
    key: 'due',
    title: '时限',
    width: 116,
    cell: (row) => <DueTag row={row} />,
    text: dueWords,
  },
  {
    key: 'state',
    title: '进展',
    width: 116,
    cell: (row) => <StateTag {...row} />,
    text: ({ state }) => caseStates[state],
  },
  {
    key: 'category',
    title: '类别',
    width: 156,
    cell: ({ category, urgent }) => (
      <>
        {ticketCategories[category]} {urgent && <Tag tone="err">紧急</Tag>}
      </>
    ),
    text: ({ category, urgent }) => `${ticketCategories[category]}${urgent ? '（紧急）' : ''}`,
  },
  { key: 'owner', title: '承办', width: 200, cell: ownerWords },
  { key: 'dueOn', title: '办理期限', width: 132, cell: ({ dueOn }) => formatDay(dueOn) },
  { key: 'source', title: '来源', width: 96, cell: ({ source }) => ticketSources[source] },
  { key: 'openedOn', title: '登记日期', width: 132, cell: ({ openedOn }) => formatDay(openedOn) },
  { key: 'number', title: '编号', width: 132, cell: ({ number }) => number },
]
