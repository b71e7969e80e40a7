import { lazy, Suspense, useState } from 'react'
import { checkUpSteps, type CheckUpRow } from '#src/health/checkUp.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { CheckUpPeople } from './CheckUpPeople.tsx'

const OpenCheckUpDialog = lazy(async () => ({
  default: (await import('./OpenCheckUpDialog.tsx')).OpenCheckUpDialog,
}))

/** Check-up campaigns, and of the one chosen its people step by step. */
export function CheckUpsTab() {
  const may = useMay()
  const [q, change] = useQueryState({ check: 0, step: 'all', who: '', nth: 0 }, ['nth'])
  const [opening, setOpening] = useState(false)
  const list = useCall('health.checkUps', {}, { enabled: q.check === 0 })
  if (q.check)
    return (
      <CheckUpPeople
        id={q.check}
        step={q.step in checkUpSteps ? (q.step as keyof typeof checkUpSteps) : 'all'}
        text={q.who}
        offset={q.nth}
        change={({ step, text, offset }) =>
          change({
            ...(step !== undefined && { step }),
            ...(text !== undefined && { who: text }),
            ...(offset !== undefined && { nth: offset }),
          })
        }
        onBack={() => change({ check: 0, step: 'all', who: '', nth: 0 })}
      />
    )
  return (
    <>
      {may('health.manage') && (
        <Bar label="体检操作">
          <Button icon="plus" onClick={() => setOpening(true)}>
            开展体检
          </Button>
        </Bar>
      )}
      <Loaded of={list}>
        {(rows) => (
          <SimpleTable
            label="健康体检"
            columns={columnsOf((check) => change({ check, step: 'all' }))}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title="还没有开展过体检">开展后按名单预约、登记到检、结果和反馈。</Empty>}
          />
        )}
      </Loaded>
      {opening && (
        <Suspense>
          <OpenCheckUpDialog onClose={() => setOpening(false)} />
        </Suspense>
      )}
    </>
  )
}

function columnsOf(onOpen: (id: number) => void): readonly SimpleColumn<CheckUpRow>[] {
  const count = (key: 'people' | 'booked' | 'came' | 'resulted' | 'fedBack', title: string) => ({
    key,
    title,
    align: 'right' as const,
    cell: (row: CheckUpRow) => row[key],
  })
  return [
    {
      key: 'name',
      title: '名称',
      cell: ({ id, name, closedOn }) => (
        <>
          <Button look="link" onClick={() => onOpen(id)}>
            {name}
          </Button>{' '}
          {closedOn && <Tag>已结束</Tag>}
        </>
      ),
    },
    { key: 'hospital', title: '医院', cell: ({ hospital }) => hospital },
    {
      key: 'days',
      title: '起止',
      cell: ({ fromOn, toOn }) => `${formatDay(fromOn)}至${formatDay(toOn)}`,
    },
    count('people', '名单'),
    count('booked', '已预约'),
    count('came', '已到检'),
    count('resulted', '已出结果'),
    count('fedBack', '已反馈'),
  ]
}
