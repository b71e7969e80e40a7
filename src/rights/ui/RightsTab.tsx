import { lazy, Suspense, useState } from 'react'
import { copyAskers, copyWays } from '#src/rights/copy.ts'
import type { CopyLine } from '#src/rights/operations.ts'
import { formatDay } from '#src/kernel/day.ts'
import { ConsentsCard } from '#src/roster/ui/person/ConsentsCard.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { secondsTime } from '#src/web/kit/moment.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

const AskCopyDialog = lazy(async () => ({
  default: (await import('./AskCopyDialog.tsx')).AskCopyDialog,
}))
const TakeCopyDialog = lazy(async () => ({
  default: (await import('./TakeCopyDialog.tsx')).TakeCopyDialog,
}))

interface RightsTabProps {
  readonly id: number
  readonly open: boolean
}

/** What a person may ask of the office: why it holds what, to say no, and a copy of everything. */
export function RightsTab({ id, open }: RightsTabProps) {
  return (
    <div className="stack">
      <ConsentsCard id={id} open={open} />
      <Copies id={id} open={open} />
    </div>
  )
}

function Copies({ id, open }: RightsTabProps) {
  const copies = useCall('rights.copies', { id })
  const { today } = useSession()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const [taking, setTaking] = useState<CopyLine>()
  return (
    <>
      <h3>本人的信息副本</h3>
      <p className="muted">
        本人可以当面、打电话或写信要一份全部信息的副本，十五个工作日内给。要更正的，在「更正申请」登记。
      </p>
      {open && may('roster.write') && (
        <div className="actions">
          <Button icon="plus" onClick={() => setAsking(true)}>
            登记申请
          </Button>
        </div>
      )}
      <Loaded of={copies} lines={2}>
        {(rows) => (
          <SimpleTable
            label="信息副本的申请"
            columns={columnsFor(today, setTaking)}
            rows={rows}
            rowKey={({ id: copyId }) => copyId}
            empty={<Empty title="没有申请过" />}
          />
        )}
      </Loaded>
      <Suspense>
        {asking && <AskCopyDialog id={id} onClose={() => setAsking(false)} />}
        {taking && <TakeCopyDialog copyId={taking.id} onClose={() => setTaking(undefined)} />}
      </Suspense>
    </>
  )
}

function columnsFor(
  today: string,
  onTake: (copy: CopyLine) => void,
): readonly SimpleColumn<CopyLine>[] {
  return [
    {
      key: 'asked',
      title: '申请',
      cell: ({ askedOn, askedBy, how, by }) =>
        `${formatDay(askedOn)}${copyAskers[askedBy]}${copyWays[how]}，${by}登记`,
    },
    {
      key: 'due',
      title: '期限',
      share: 24,
      cell: ({ dueOn, takenAt }) => (
        <div>
          {formatDay(dueOn)}
          {!takenAt && dueOn < today && <Tag tone="err">已超期</Tag>}
        </div>
      ),
    },
    {
      key: 'state',
      title: '办理',
      share: 26,
      cell: (copy) => {
        if (copy.takenAt) return `${secondsTime(copy.takenAt)}已取`
        if (!copy.approvedAt) return <Tag tone="info">等待复核</Tag>
        if (!copy.mine) return <Tag tone="info">由{copy.by}取</Tag>
        return (
          <Button small look="link" onClick={() => onTake(copy)}>
            取副本
          </Button>
        )
      },
    },
  ]
}
