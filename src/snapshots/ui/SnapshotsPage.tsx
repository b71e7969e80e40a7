import { formatDay } from '#src/kernel/day.ts'
import type { OutputOf } from '#src/web/api.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import type { Column } from '#src/web/kit/column.ts'
import { DataGrid } from '#src/web/kit/DataGrid.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar, ListPage, PageHead } from '#src/web/kit/page.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { clockTime } from '#src/web/kit/moment.ts'

type Listed = OutputOf<'snapshots.list'>[number]

const columns: readonly Column<Listed>[] = [
  { key: 'id', title: '编号', width: 70, cell: ({ id }) => id },
  { key: 'title', title: '名单', width: 280, primary: true, cell: ({ title }) => title },
  { key: 'asOf', title: '截至', width: 130, cell: ({ asOf }) => formatDay(asOf) },
  {
    key: 'rowCount',
    title: '人数',
    width: 80,
    align: 'right',
    cell: ({ rowCount }) => rowCount.toLocaleString('zh-CN'),
  },
  { key: 'orgName', title: '范围', width: 160, cell: ({ orgName }) => orgName },
  { key: 'by', title: '冻结人', width: 100, cell: ({ by }) => by ?? '系统' },
  { key: 'takenAt', title: '冻结时间', width: 170, cell: ({ takenAt }) => clockTime(takenAt) },
  { key: 'hash', title: '校验码', width: 170, cell: ({ hash }) => hash.slice(0, 16) },
]

/** Every list frozen within one's scope, the newest first. */
export function SnapshotsPage() {
  const [q, change] = useQueryState({ text: '' })
  const mayRead = useMay()('roster.read')
  const list = useCall('snapshots.list', {})
  const shown = (list.data ?? []).filter(({ title, by }) =>
    [title, by ?? ''].some((words) => words.includes(q.text)),
  )
  return (
    <ListPage>
      <PageHead
        title="冻结名单"
        note={list.data && `共 ${list.data.length} 份`}
        actions={mayRead && <ButtonLink to="/roster">去信息库冻结名单</ButtonLink>}
      />
      <Bar label="筛选条件">
        <FilterText
          label="查找"
          placeholder="名单名称或冻结人"
          chars={12}
          value={q.text}
          onChange={(text) => change({ text })}
        />
      </Bar>
      <DataGrid
        label="冻结名单"
        columns={columns}
        rows={shown}
        rowKey={({ id }) => String(id)}
        href={({ id }) => `/snapshots/${id}`}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={
          q.text ? (
            <Empty title="没有这样的名单">换个说法查找</Empty>
          ) : (
            <Empty title="还没有冻结过名单">
              在信息库筛选出要用的人，选“冻结名单”。冻结后人数、顺序和内容不再变化，发放、打印、上报都以它为准。
            </Empty>
          )
        }
      />
    </ListPage>
  )
}
