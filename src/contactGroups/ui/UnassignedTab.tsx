import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import type { GroupRow } from '#src/contactGroups/group.ts'
import type { Unassigned } from '#src/contactGroups/list.operations.ts'
import { FilterBar } from '#src/roster/ui/FilterBar.tsx'
import { filtersOf, type Conditions } from '#src/roster/ui/query.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

const AssignDialog = lazy(async () => ({
  default: (await import('./AssignDialog.tsx')).AssignDialog,
}))

interface UnassignedTabProps {
  readonly q: Conditions & { readonly at: number }
  readonly change: (patch: Partial<Conditions & { at: number }>) => void
  readonly groups: readonly GroupRow[]
}

const size = 50

/** Who is in no group, by the conditions of the register; one by one or all at once into groups. */
export function UnassignedTab({ q, change, groups }: UnassignedTabProps) {
  const manages = useMay()('contacts.manage')
  const [chosen, setChosen] = useState<readonly Unassigned[] | 'all'>()
  const filters = filtersOf(q)
  const list = useCall(
    'contactGroups.unassigned',
    { filters, from: q.at, limit: size },
    { keep: true },
  )
  const total = list.data?.total ?? 0
  const own = groups.filter(({ mine }) => mine)
  return (
    <div className="stack">
      <FilterBar conditions={q} onChange={(patch) => change({ ...patch, at: 0 })} />
      {manages && total > 0 && (
        <div className="actions">
          <p>
            {q.orgId || q.text ? '符合条件的' : '共'} {total.toLocaleString('zh-CN')} 人还没有结对
          </p>
          <Button onClick={() => setChosen('all')} disabled={own.length === 0}>
            全部安排或平均分配…
          </Button>
        </div>
      )}
      <Loaded of={list} lines={8}>
        {({ rows }) => (
          <SimpleTable
            label="还没有结对的老同志"
            columns={columnsOf(manages && own.length > 0 ? (row) => setChosen([row]) : undefined)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title="符合条件的都已结对" />}
          />
        )}
      </Loaded>
      {total > size && (
        <StepPager
          total={total}
          at={q.at}
          size={size}
          shown={list.data?.rows.length ?? 0}
          onMove={(at) => change({ at })}
        />
      )}
      {chosen && (
        <Suspense>
          <AssignDialog
            people={chosen === 'all' ? undefined : chosen}
            filters={filters}
            total={total}
            groups={own}
            onClose={() => setChosen(undefined)}
          />
        </Suspense>
      )}
    </div>
  )
}

function columnsOf(
  assign: ((row: Unassigned) => void) | undefined,
): readonly SimpleColumn<Unassigned>[] {
  return [
    {
      key: 'name',
      title: '姓名',
      cell: ({ id, fullName }) => <Link to={`/roster/${id}`}>{fullName}</Link>,
    },
    { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '未登记' },
    { key: 'community', title: '社区', cell: ({ community }) => community ?? '未登记' },
    ...(assign
      ? [
          {
            key: 'act',
            title: '办理',
            cell: (row: Unassigned) => (
              <Button small aria-label={`安排结对：${row.fullName}`} onClick={() => assign(row)}>
                安排结对
              </Button>
            ),
          },
        ]
      : []),
  ]
}
