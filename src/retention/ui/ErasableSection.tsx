import { lazy, Suspense, useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { Erasable, Erased } from '#src/retention/erasure.operations.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { secondsTime } from '#src/web/kit/moment.ts'
import { Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'

const EraseDialog = lazy(async () => ({ default: (await import('./EraseDialog.tsx')).EraseDialog }))

const reasons: Readonly<Record<string, string>> = {
  deceased: '去世',
  transferredOut: '转出',
  registeredInError: '误登',
  importUndone: '导入撤回',
  merged: '已合并',
}

const gone: readonly SimpleColumn<Erased>[] = [
  { key: 'id', title: '档案编号', share: 16, cell: ({ retireeId }) => retireeId },
  { key: 'why', title: '依据', cell: ({ reason }) => reason },
  {
    key: 'at',
    title: '删除时间',
    share: 26,
    cell: ({ doneAt }) => (doneAt ? secondsTime(doneAt) : <Tag tone="info">正在删除</Tag>),
  },
]

/** Records whose time is over: they go for good when a second person agrees. */
export function ErasableSection() {
  const found = useCall('retention.erasable', {})
  const [erasing, setErasing] = useState<Erasable>()
  return (
    <Section title="可永久删除的档案" note="离册后保存期满、没有遗属服务的；删除须另一人同意">
      <Loaded of={found} lines={3}>
        {({ rows, erased }) => (
          <div className="stack">
            <SimpleTable
              label="可永久删除的档案"
              columns={columnsFor(setErasing)}
              rows={rows}
              rowKey={({ id }) => id}
              empty={<Empty title="没有保存期满的档案">离册人员的档案到期后列在这里</Empty>}
            />
            {erased.length > 0 && (
              <SimpleTable
                label="已永久删除的档案"
                columns={gone}
                rows={erased}
                rowKey={({ id }) => id}
              />
            )}
          </div>
        )}
      </Loaded>
      {erasing && (
        <Suspense>
          <EraseDialog person={erasing} onClose={() => setErasing(undefined)} />
        </Suspense>
      )}
    </Section>
  )
}

function columnsFor(onErase: (person: Erasable) => void): readonly SimpleColumn<Erasable>[] {
  return [
    { key: 'name', title: '姓名', share: 20, cell: ({ fullName }) => fullName },
    {
      key: 'left',
      title: '离册',
      cell: ({ leftOn, leftReason }) => `${formatDay(leftOn)}${reasons[leftReason] ?? ''}`,
    },
    {
      key: 'act',
      title: '办理',
      share: 20,
      cell: (person) =>
        person.waiting ? (
          <Tag tone="info">等待复核</Tag>
        ) : (
          <Button small look="link" onClick={() => onErase(person)}>
            申请永久删除
          </Button>
        ),
    },
  ]
}
