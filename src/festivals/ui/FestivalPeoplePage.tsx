import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import {
  exceptions,
  resultKeys,
  results,
  type Exception,
  type Result,
} from '#src/festivals/festival.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { SelectionBar } from '#src/web/kit/bars.tsx'
import { DataGrid } from '#src/web/kit/DataGrid.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar, ListPage, PageHead } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { Empty } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { personColumns } from './personColumns.tsx'

const ResultDialog = lazy(async () => ({
  default: (await import('./ResultDialog.tsx')).ResultDialog,
}))
const RouteDialog = lazy(async () => ({ default: (await import('./RouteDialog.tsx')).RouteDialog }))

const size = 100
const defaults = { text: '', result: '', exception: '', unit: '', route: '', at: 0 }

/** Everyone of a round, to be chosen for a route or to have the result recorded. */
export function FestivalPeoplePage() {
  const id = Number(useParams()['id'])
  const may = useMay()
  const [q, change] = useQueryState(defaults, ['at'])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [window, setWindow] = useState<'result' | 'route'>()
  const festival = useCall('festivals.get', { id })
  const people = useCall('festivals.people', wantedOf(id, q), { keep: true })
  const rows = people.data?.rows ?? []
  const isOpen = festival.data?.closedOn === null
  const ids = [...selected].map(Number)
  const clear = () => setSelected(new Set())
  return (
    <ListPage>
      <PageHead
        title={festival.data ? `${festival.data.name}名单` : '慰问名单'}
        note={people.data && `共 ${shownCount(people.data.total)} 人`}
        back={{ to: `/festivals/${id}`, title: festival.data?.name ?? '节日慰问' }}
      />
      <Bar label="筛选条件">
        <FilterText label="姓名" value={q.text} onChange={(text) => change({ text })} />
        <Select
          layout="inline"
          label="结果"
          placeholder="全部"
          options={[{ value: 'none', label: '未落实' }, ...optionsOf(results)]}
          value={q.result}
          onChange={(result) => change({ result })}
        />
        <Select
          layout="inline"
          label="情形"
          placeholder="全部"
          options={optionsOf(exceptions)}
          value={q.exception}
          onChange={(exception) => change({ exception })}
        />
        <Select
          layout="inline"
          label="路线"
          placeholder="全部"
          options={[
            { value: '0', label: '未编排' },
            ...(festival.data?.routes ?? []).map((one) => ({
              value: String(one.id),
              label: one.name,
            })),
          ]}
          value={q.route}
          onChange={(route) => change({ route })}
        />
        <Select
          layout="inline"
          label="单位"
          placeholder="全部"
          options={(festival.data?.units ?? []).map(({ key, name }) => ({
            value: String(key ?? 0),
            label: name,
          }))}
          value={q.unit}
          onChange={(unit) => change({ unit })}
        />
      </Bar>
      <SelectionBar count={selected.size} noun="人" onClear={clear}>
        {may('festivals.manage') && (
          <Button small onClick={() => setWindow('route')}>
            编排路线
          </Button>
        )}
        {may('festivals.record') && (
          <Button small look="primary" onClick={() => setWindow('result')}>
            登记结果
          </Button>
        )}
      </SelectionBar>
      <DataGrid
        label="慰问名单"
        columns={personColumns}
        rows={rows}
        rowKey={(row) => String(row.retireeId)}
        href={(row) => `/roster/${row.retireeId}`}
        selected={selected}
        {...(isOpen && { onSelect: setSelected })}
        total={people.data?.total}
        first={q.at}
        loading={people.isPending}
        stale={people.isPlaceholderData}
        error={people.error}
        onRetry={() => void people.refetch()}
        empty={<Empty title="没有符合条件的人">换一个条件试试。</Empty>}
        rowTone={(row) => (row.exception ? 'warn' : undefined)}
      />
      <StepPager
        total={people.data?.total ?? 0}
        at={q.at}
        size={size}
        shown={rows.length}
        onMove={(at) => change({ at })}
      />
      {window === 'result' && festival.data && (
        <Suspense>
          <ResultDialog
            festival={festival.data}
            people={ids}
            onClose={() => setWindow(undefined)}
            onDone={clear}
          />
        </Suspense>
      )}
      {window === 'route' && festival.data && (
        <Suspense>
          <RouteDialog
            festival={festival.data}
            people={ids}
            onClose={() => setWindow(undefined)}
            onDone={clear}
          />
        </Suspense>
      )}
    </ListPage>
  )
}

function wantedOf(id: number, q: typeof defaults) {
  const isResult = ['none', ...resultKeys].includes(q.result)
  return {
    id,
    from: q.at,
    limit: size,
    ...(q.text && { text: q.text }),
    ...(isResult && { result: q.result as Result | 'none' }),
    ...(q.exception in exceptions && { exception: q.exception as Exception }),
    ...(q.unit && { unitId: Number(q.unit) }),
    ...(q.route && { routeId: Number(q.route) }),
  }
}
