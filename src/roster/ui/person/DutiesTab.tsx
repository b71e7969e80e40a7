import { DueTag } from '#src/duties/ui/DueTag.tsx'
import { DutyButton } from '#src/duties/ui/DutyButton.tsx'
import { useDutyJobs } from '#src/duties/ui/useDutyJobs.tsx'
import { formatDay } from '#src/kernel/day.ts'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'

/** What is owed to the person: why, until when, and the way to do it. */
export function DutiesTab({ id }: { readonly id: number }) {
  const duties = useCall('duties.ofRetiree', { retireeId: id })
  const { onJob, windows } = useDutyJobs()
  return (
    <Loaded of={duties}>
      {({ rows, withdrawn }) => (
        <>
          <SimpleTable
            label="应办事项"
            rows={rows}
            rowKey={({ rule, period }) => `${rule} ${period}`}
            empty={<Empty title="没有应办事项">符合条件时系统会自动列出</Empty>}
            columns={[
              { key: 'due', title: '时限', cell: (row) => <DueTag row={row} /> },
              {
                key: 'title',
                title: '事项',
                cell: ({ title }) => <b className="nowrap">{title}</b>,
              },
              { key: 'reason', title: '为什么', cell: ({ reason }) => reason },
              { key: 'owner', title: '责任单位', cell: ({ ownerName }) => ownerName },
              { key: 'document', title: '依据', cell: ({ documentNo }) => documentNo },
              {
                key: 'act',
                title: '办理',
                cell: (row) => <DutyButton row={row} onJob={onJob} small />,
              },
            ]}
          />
          {withdrawn.length > 0 && (
            <details>
              <summary>已撤销 {withdrawn.length} 项</summary>
              <ul className="plain-list">
                {withdrawn.map(({ title, dueOn, reason }) => (
                  <li key={title + dueOn}>
                    <span>{title}</span>
                    <span className="muted">
                      原定 {formatDay(dueOn)}，{reason}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {windows}
        </>
      )}
    </Loaded>
  )
}
