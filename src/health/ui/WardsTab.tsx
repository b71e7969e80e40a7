import { useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import type { WardRow } from '#src/health/ward.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { DueOn } from './DueOn.tsx'
import { RoundDialog } from './WardDialogs.tsx'

/** Home wards: who comes by, how often, and until when the next round is owed. */
export function WardsTab() {
  const may = useMay()
  const [row, setRow] = useState<WardRow>()
  const list = useCall('health.wards', {})
  return (
    <>
      <Loaded of={list}>
        {(rows) => (
          <SimpleTable
            label="家庭病房"
            columns={columnsOf(may('health.record') ? setRow : undefined)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title="没有家庭病房">在个人档案的“健康”里建立；建立后按间隔列出巡诊。</Empty>
            }
          />
        )}
      </Loaded>
      {row && <RoundDialog ward={row} onClose={() => setRow(undefined)} />}
    </>
  )
}

function columnsOf(onRound?: (row: WardRow) => void): readonly SimpleColumn<WardRow>[] {
  const act: SimpleColumn<WardRow> = {
    key: 'act',
    title: '办理',
    cell: (row) => (
      <Button small onClick={() => onRound?.(row)}>
        登记巡诊
      </Button>
    ),
  }
  return [
    {
      key: 'name',
      title: '姓名',
      cell: ({ retireeId, fullName }) => (
        <Link to={`/roster/${retireeId}?tab=health`} className="nowrap">
          {fullName}
        </Link>
      ),
    },
    { key: 'community', title: '社区', cell: ({ community }) => community ?? '—' },
    {
      key: 'clinic',
      title: '巡诊机构、医生',
      cell: ({ clinic, doctor }) => `${clinic}，${doctor}`,
    },
    { key: 'every', title: '间隔', cell: ({ everyDays }) => `${everyDays} 天` },
    {
      key: 'rounds',
      title: '已巡诊',
      cell: ({ rounds, lastRoundOn }) =>
        lastRoundOn ? `${rounds} 次，上次${formatDay(lastRoundOn)}` : '还没有',
    },
    { key: 'due', title: '下次', cell: ({ dueOn }) => <DueOn on={dueOn} none="未到期" /> },
    ...(onRound ? [act] : []),
  ]
}
