import { useState } from 'react'
import { Link } from 'react-router'
import { assessmentViews, type AssessmentRow, type AssessmentView } from '#src/health/assessment.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { AssessDialog } from './AssessDialog.tsx'
import { DueOn } from './DueOn.tsx'

const size = 50

/** Who is still to be assessed this year, and who was; levels are read on the person's page. */
export function AssessmentsTab() {
  const may = useMay()
  const [q, change] = useQueryState({ done: false, from: 0 }, ['from'])
  const [row, setRow] = useState<AssessmentRow>()
  const view: AssessmentView = q.done ? 'done' : 'due'
  const list = useCall('health.assessments', { view, offset: q.from }, { keep: true })
  return (
    <>
      <Bar label="自理评估名单">
        {(Object.keys(assessmentViews) as AssessmentView[]).map((each) => (
          <Chip
            key={each}
            pressed={each === view}
            onPress={() => change({ done: each === 'done' })}
          >
            {assessmentViews[each]}
          </Chip>
        ))}
      </Bar>
      <Loaded of={list}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="自理评估名单"
              columns={columnsOf(may('health.record') ? setRow : undefined)}
              rows={rows}
              rowKey={({ retireeId }) => retireeId}
              empty={
                <Empty title={q.done ? '今年还没有评估' : '现在没有应评估的人'}>
                  每年的评估期和年龄由政策参数“年度自理能力评估”规定；需要时可在个人档案里随时评估。
                </Empty>
              }
            />
            {total > size && (
              <Pager
                total={total}
                shown={rows.length}
                first={q.from + 1}
                onPrevious={
                  q.from > 0 ? () => change({ from: Math.max(0, q.from - size) }) : undefined
                }
                onNext={q.from + size < total ? () => change({ from: q.from + size }) : undefined}
              />
            )}
          </>
        )}
      </Loaded>
      {row && <AssessDialog who={row} onClose={() => setRow(undefined)} />}
    </>
  )
}

function columnsOf(
  onAssess?: (row: AssessmentRow) => void,
): readonly SimpleColumn<AssessmentRow>[] {
  const act: SimpleColumn<AssessmentRow> = {
    key: 'act',
    title: '办理',
    cell: (row) => (
      <Button small onClick={() => onAssess?.(row)}>
        登记评估
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
    { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '—' },
    { key: 'community', title: '社区', cell: ({ community }) => community ?? '—' },
    {
      key: 'last',
      title: '上次评估',
      cell: ({ lastOn, lastBy }) => (lastOn ? `${formatDay(lastOn)}，${lastBy ?? ''}` : '没有记录'),
    },
    { key: 'due', title: '时限', cell: ({ dueOn }) => <DueOn on={dueOn} none="已评估" /> },
    ...(onAssess ? [act] : []),
  ]
}
