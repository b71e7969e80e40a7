import { requestChannels, type Channel } from '#src/roster/request.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import type { Column } from '#src/web/kit/column.ts'
import { Link } from 'react-router'
import { clockTime } from '#src/web/kit/moment.ts'
import { proposedLines } from '../proposed.ts'

export type ChangeRequest = OutputOf<'roster.requests'>[number]

/** The columns of the list of requests. */
export function requestColumns(
  verb: string,
  onOpen: (request: ChangeRequest) => void,
): readonly Omit<Column<ChangeRequest>, 'width'>[] {
  return [
    { key: 'at', title: '提出时间', cell: ({ requestedAt }) => clockTime(requestedAt) },
    {
      key: 'who',
      title: '姓名',
      cell: ({ retireeId, fullName }) => <Link to={`/roster/${retireeId}`}>{fullName}</Link>,
    },
    {
      key: 'what',
      title: '更正内容',
      cell: ({ proposed }) => proposedLines(proposed).map((line) => <p key={line}>{line}</p>),
    },
    { key: 'reason', title: '说明和依据', cell: ({ reason }) => reason },
    {
      key: 'by',
      title: '提出人',
      cell: ({ requestedBy, channel }) =>
        `${requestedBy}（${requestChannels[channel as Channel]}）`,
    },
    {
      key: 'act',
      title: '办理',
      cell: (request) => (
        <Button
          small
          aria-label={`${verb}${request.fullName}的申请`}
          onClick={() => onOpen(request)}
        >
          {verb}
        </Button>
      ),
    },
  ]
}
