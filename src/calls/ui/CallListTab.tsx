import { useState } from 'react'
import { Button } from '#src/web/kit/Button.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { useCall } from '#src/web/useCall.ts'
import { CallPanel } from './CallPanel.tsx'
import { CallTable } from './CallTable.tsx'
import type { LiveCall } from './deskFeed.ts'

interface Query {
  readonly month: string
  readonly desk: number
  readonly outcome: string
  readonly before: string
}

interface CallListTabProps {
  readonly q: Query
  readonly change: (patch: Partial<Query>) => void
}

const outcomes = { real: '求助', accidental: '误按', drill: '演练', open: '未结束' } as const
type Outcome = keyof typeof outcomes

/** Every call, the newest first. */
export function CallListTab({ q, change }: CallListTabProps) {
  const [chosen, setChosen] = useState<number>()
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(q.month) ? q.month : undefined
  const list = useCall(
    'calls.list',
    {
      ...(month && { from: month, to: month }),
      ...(q.desk && { orgId: q.desk }),
      ...(q.outcome && { outcome: q.outcome as Outcome }),
      ...(q.before && { before: Number(q.before) }),
    },
    { keep: true },
  )
  return (
    <>
      <Bar label="筛选条件">
        <FilterText
          label="月份"
          placeholder="如 2026-11"
          value={q.month}
          onChange={(next) => change({ month: next, before: '' })}
        />
        <Select
          layout="inline"
          label="类别"
          placeholder="全部"
          options={Object.entries(outcomes).map(([value, label]) => ({ value, label }))}
          value={q.outcome}
          onChange={(outcome) => change({ outcome, before: '' })}
        />
        {q.desk > 0 && <Button onClick={() => change({ desk: 0 })}>不限值班台</Button>}
      </Bar>
      <Loaded of={list} lines={8}>
        {({ rows, total, next }) => (
          <>
            <CallTable rows={rows as unknown as readonly LiveCall[]} onOpen={setChosen} />
            <Pager
              total={total}
              shown={rows.length}
              onPrevious={q.before ? () => change({ before: '' }) : undefined}
              onNext={next ? () => change({ before: String(next) }) : undefined}
            />
          </>
        )}
      </Loaded>
      <SideSheet title="呼叫经过" open={chosen !== undefined} onClose={() => setChosen(undefined)}>
        {chosen !== undefined && <CallPanel id={chosen} version={0} />}
      </SideSheet>
    </>
  )
}
