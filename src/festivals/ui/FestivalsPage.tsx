import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import type { FestivalRow } from '#src/festivals/sums.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { FestivalTag } from './FestivalTag.tsx'

const OpenFestivalDialog = lazy(async () => ({
  default: (await import('./OpenFestivalDialog.tsx')).OpenFestivalDialog,
}))

/** Rounds of greetings at festivals: those open first. */
export function FestivalsPage() {
  const may = useMay()
  const { today } = useSession()
  const [open, setOpen] = useState(false)
  const festivals = useCall('festivals.list', {})
  const running = festivals.data?.filter(({ closedOn }) => closedOn === null).length
  return (
    <>
      <PageHead
        title="节日慰问"
        note={running === undefined ? undefined : `进行中 ${running} 次`}
        actions={
          may('festivals.manage') && (
            <Button icon="plus" look="primary" onClick={() => setOpen(true)}>
              开展节日慰问
            </Button>
          )
        }
      />
      <Section flush>
        <Loaded of={festivals} lines={6}>
          {(rows) => (
            <SimpleTable
              label="节日慰问"
              columns={columnsOf(today)}
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                <Empty title="还没有开展过节日慰问">
                  开展后按口径日冻结名单，标准 ×
                  人数就是应发金额；上门送达登记一次，走访和应办一并办结。
                </Empty>
              }
            />
          )}
        </Loaded>
      </Section>
      {open && (
        <Suspense>
          <OpenFestivalDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function columnsOf(today: string): readonly SimpleColumn<FestivalRow>[] {
  return [
    {
      key: 'name',
      title: '名称',
      cell: ({ id, name }) => <Link to={`/festivals/${id}`}>{name}</Link>,
    },
    { key: 'org', title: '范围', cell: ({ orgName }) => orgName },
    { key: 'cutOff', title: '口径日', cell: ({ cutOffOn }) => formatDay(cutOffOn) },
    {
      key: 'days',
      title: '起止',
      cell: ({ fromOn, dueOn }) => `${formatDay(fromOn)}至${formatDay(dueOn)}`,
    },
    { key: 'people', title: '人数', align: 'right', cell: ({ people }) => shownCount(people) },
    { key: 'owed', title: '应发（元）', align: 'right', cell: (row) => formatFen(row.owedFen) },
    { key: 'paid', title: '已发（元）', align: 'right', cell: (row) => formatFen(row.paidFen) },
    { key: 'rest', title: '未落实', align: 'right', cell: ({ rest }) => shownCount(rest) },
    {
      key: 'state',
      title: '状态',
      cell: (row) => <FestivalTag festival={row} today={today} />,
    },
  ]
}
