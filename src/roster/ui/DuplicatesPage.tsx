import { useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import type { DuplicatePair } from '#src/roster/duplicates.operations.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { DistinctDialog } from './duplicates/DistinctDialog.tsx'
import { MergeSheet } from './duplicates/MergeSheet.tsx'

interface Work {
  readonly kind: 'distinct' | 'merge'
  readonly pair: DuplicatePair
}

/** Records that may be of one person, each pair to be declared two people or merged. */
export function DuplicatesPage() {
  const pairs = useCall('roster.duplicates', {})
  const [work, setWork] = useState<Work>()
  const close = () => setWork(undefined)
  return (
    <>
      <PageHead
        title="重复档案"
        note={pairs.data && (pairs.data.length > 0 ? `${pairs.data.length} 对疑似同一人` : '')}
      />
      <Section flush>
        <Loaded of={pairs} lines={6}>
          {(rows) => (
            <SimpleTable
              label="疑似重复的档案"
              columns={columnsFor(setWork)}
              rows={rows}
              rowKey={({ firstId, secondId }) => `${firstId} ${secondId}`}
              empty={<Empty title="没有疑似重复的档案">证件号、姓名、生日、电话都查过了</Empty>}
            />
          )}
        </Loaded>
      </Section>
      {work?.kind === 'merge' && <MergeSheet pair={work.pair} onClose={close} />}
      {work?.kind === 'distinct' && <DistinctDialog pair={work.pair} onClose={close} />}
    </>
  )
}

function columnsFor(onWork: (work: Work) => void) {
  return [
    {
      key: 'first',
      title: '一条',
      cell: (pair: DuplicatePair) => (
        <Who
          id={pair.firstId}
          name={pair.firstName}
          birth={pair.firstBirth}
          unit={pair.firstUnit}
        />
      ),
    },
    {
      key: 'second',
      title: '另一条',
      cell: (pair: DuplicatePair) => (
        <Who
          id={pair.secondId}
          name={pair.secondName}
          birth={pair.secondBirth}
          unit={pair.secondUnit}
        />
      ),
    },
    {
      key: 'signals',
      title: '相同之处',
      cell: ({ signals }: DuplicatePair) =>
        signals.map((signal) => (
          <Tag key={signal} tone="warn">
            {signal}
          </Tag>
        )),
    },
    {
      key: 'act',
      title: '办理',
      cell: (pair: DuplicatePair) => (
        <span className="actions">
          <Button
            small
            aria-label={`${pair.firstName}认定为两人`}
            onClick={() => onWork({ kind: 'distinct', pair })}
          >
            认定为两人
          </Button>
          <Button
            small
            aria-label={`合并${pair.firstName}的档案`}
            onClick={() => onWork({ kind: 'merge', pair })}
          >
            合并
          </Button>
        </span>
      ),
    },
  ]
}

interface WhoProps {
  readonly id: number
  readonly name: string
  readonly birth: string | null
  readonly unit: string | null
}

function Who({ id, name, birth, unit }: WhoProps) {
  return (
    <>
      <Link to={`/roster/${id}`}>{name}</Link>
      <p className="muted">
        {[birth && formatDay(birth), unit ?? '没有现管单位'].filter(Boolean).join('，')}
      </p>
    </>
  )
}
