import { useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import type { FestivalPage } from '#src/festivals/operations.ts'
import type { RouteRow } from '#src/festivals/route.operations.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterFestival } from './stale.ts'
import type { Print } from './usePrint.tsx'

interface RoutesTabProps {
  readonly festival: FestivalPage
  readonly onAdd: () => void
  readonly onPrint: Print
}

/** Who goes where on which day, with the sheets for the way. */
export function RoutesTab({ festival, onAdd, onPrint }: RoutesTabProps) {
  const { id, closedOn, routes } = festival
  const manages = useMay()('festivals.manage') && closedOn === null
  const [removing, setRemoving] = useState<RouteRow>()
  return (
    <>
      {manages && (
        <Bar label="路线">
          <Button icon="plus" onClick={onAdd}>
            编排路线
          </Button>
        </Bar>
      )}
      <SimpleTable
        label="慰问路线"
        columns={columnsOf(id, onPrint, manages ? setRemoving : undefined)}
        rows={routes}
        rowKey={(route) => route.id}
        empty={
          <Empty title="还没有编排路线">
            按单位、社区或逐人编排；同户的人总在一条路线上，一户一次。
          </Empty>
        }
      />
      {removing && (
        <Removing festivalId={id} route={removing} onClose={() => setRemoving(undefined)} />
      )}
    </>
  )
}

function columnsOf(
  id: number,
  onPrint: Print,
  onRemove: ((route: RouteRow) => void) | undefined,
): readonly SimpleColumn<RouteRow>[] {
  return [
    {
      key: 'name',
      title: '路线',
      cell: (route) => <Link to={`/festivals/${id}/people?route=${route.id}`}>{route.name}</Link>,
    },
    { key: 'leader', title: '带队人', cell: ({ leader }) => leader },
    { key: 'day', title: '日期', cell: ({ goingOn }) => formatDay(goingOn) },
    {
      key: 'people',
      title: '人数',
      align: 'right',
      cell: ({ people, households }) => `${shownCount(people)} 人 ${shownCount(households)} 户`,
    },
    { key: 'owed', title: '金额（元）', align: 'right', cell: (row) => formatFen(row.amountFen) },
    {
      key: 'done',
      title: '已落实',
      align: 'right',
      cell: ({ done, people }) => `${shownCount(done)}/${shownCount(people)}`,
    },
    {
      key: 'print',
      title: '操作',
      cell: (route) => (
        <>
          <Button
            small
            look="link"
            aria-label={`打印${route.name}的走访要点`}
            onClick={() => onPrint('festivals.printBriefs', { id, routeId: route.id })}
          >
            走访要点
          </Button>
          <Button
            small
            look="link"
            aria-label={`打印${route.name}的签领表`}
            onClick={() => onPrint('festivals.printSignatures', { id, routeId: route.id })}
          >
            签领表
          </Button>
          {onRemove && (
            <Button
              small
              look="link"
              aria-label={`撤销${route.name}`}
              onClick={() => onRemove(route)}
            >
              撤销
            </Button>
          )}
        </>
      ),
    },
  ]
}

interface RemovingProps {
  readonly festivalId: number
  readonly route: RouteRow
  readonly onClose: () => void
}

function Removing({ festivalId, route, onClose }: RemovingProps) {
  const remove = useCommand('festivals.removeRoute', staleAfterFestival)
  return (
    <ConfirmDialog
      title={`撤销路线“${route.name}”`}
      open
      onClose={onClose}
      action="撤销路线"
      danger
      onConfirm={async () => {
        await remove.mutateAsync({ id: festivalId, routeId: route.id })
        toast('路线已撤销，人员可以重新编排')
      }}
    >
      <p>路线上的 {route.people} 人回到未编排；已登记的结果不受影响。</p>
    </ConfirmDialog>
  )
}
