import type { ReactNode } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { Column } from '#src/web/kit/column.ts'
import { Tag, type Tone } from '#src/web/kit/Tag.tsx'
import { staffStates, type StaffAccount, type StaffState } from './people.ts'

const tones: Readonly<Record<StaffState, Tone>> = { active: 'ok', invited: 'warn', ended: 'plain' }

type StaffColumn = Omit<Column<StaffAccount>, 'width'>

/** The columns of the list of staff; with buttons where the reader keeps accounts. */
export function staffColumns(
  actions: ((one: StaffAccount) => ReactNode) | undefined,
): readonly StaffColumn[] {
  return actions ? [...columns, { key: 'actions', title: '办理', cell: actions }] : columns
}

const columns: readonly StaffColumn[] = [
  { key: 'name', title: '姓名', cell: ({ name }) => <b>{name}</b> },
  { key: 'account', title: '账号', cell: ({ account }) => account },
  { key: 'post', title: '职务', cell: (one) => lines(one, ({ title }) => title) },
  { key: 'org', title: '单位', cell: (one) => lines(one, ({ orgName }) => orgName) },
  { key: 'role', title: '岗位', cell: (one) => lines(one, ({ roleTitle }) => roleTitle) },
  {
    key: 'dates',
    title: '任职',
    cell: (one) =>
      lines(one, ({ validFrom, validTo }) =>
        validTo ? `${formatDay(validFrom)}至${formatDay(validTo)}` : `${formatDay(validFrom)}起`,
      ),
  },
  {
    key: 'state',
    title: '状态',
    cell: ({ state, endedOn }) => (
      <>
        <Tag tone={tones[state]}>{staffStates[state]}</Tag>
        {endedOn && <span className="muted"> {formatDay(endedOn)}</span>}
      </>
    ),
  },
]

function lines({ posts }: StaffAccount, textOf: (post: StaffAccount['posts'][number]) => string) {
  return (
    <div>
      {posts.map((post) => (
        <div key={post.postId} className="nowrap">
          {textOf(post)}
        </div>
      ))}
    </div>
  )
}
