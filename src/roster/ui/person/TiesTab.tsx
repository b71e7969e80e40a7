import { formatDay } from '#src/kernel/day.ts'
import { tieKinds } from '#src/orgs/org.ts'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { tieOrder, type Person, type Tie } from './person.ts'

const columns = [
  { key: 'kind', title: '归属', cell: ({ kind }: Tie) => tieKinds[kind] },
  { key: 'name', title: '机构', cell: ({ name }: Tie) => name },
  { key: 'from', title: '从', cell: ({ validFrom }: Tie) => formatDay(validFrom) },
  {
    key: 'to',
    title: '到',
    cell: ({ validTo }: Tie) => (validTo ? formatDay(validTo) : <Tag tone="ok">现在</Tag>),
  },
]

/** Every tie there has been, by kind, the latest first. */
export function TiesTab({ person }: { readonly person: Person }) {
  const rows = [...person.ties].sort((a, b) => tieOrder.indexOf(a.kind) - tieOrder.indexOf(b.kind))
  return (
    <SimpleTable
      label="归属沿革"
      columns={columns}
      rows={rows}
      rowKey={({ kind, orgId, validFrom }) => `${kind} ${orgId} ${validFrom}`}
      empty={<Empty title="还没有登记归属" />}
    />
  )
}
