import { Link } from 'react-router'
import {
  outcomes,
  type ComplianceName,
  type CompliancePeople,
  type Outcome,
} from '#src/duties/compliance.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'

const size = 50

interface ComplianceNamesProps {
  readonly scope: Omit<CompliancePeople, 'outcome' | 'offset' | 'limit'>
  readonly of: string
  readonly at: number
  readonly onAt: (at: number) => void
  readonly onClose: () => void
}

/** The names behind one figure. */
export function ComplianceNames({ scope, of, at, onAt, onClose }: ComplianceNamesProps) {
  const outcome = of in outcomes ? (of as Outcome) : undefined
  const asked = { ...scope, ...(outcome && { outcome }), offset: at, limit: size }
  const people = useCall('duties.compliancePeople', asked, { keep: true })
  const title = `名单：${outcome ? outcomes[outcome] : '应访'}`
  return (
    <Section
      title={title}
      note={people.data && `${people.data.total} 件`}
      actions={
        <Button small onClick={onClose}>
          收起名单
        </Button>
      }
      flush
    >
      <Loaded of={people}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label={title}
              columns={columns}
              rows={rows}
              rowKey={({ retireeId, rule, period }) => `${retireeId} ${rule} ${period}`}
            />
            {total > size && (
              <Pager
                total={total}
                shown={rows.length}
                first={at + 1}
                onPrevious={at > 0 ? () => onAt(Math.max(0, at - size)) : undefined}
                onNext={at + size < total ? () => onAt(at + size) : undefined}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}

const tones = {
  onTime: 'ok',
  late: 'warn',
  missed: 'err',
  pending: 'plain',
  waived: 'plain',
} as const

const columns: readonly SimpleColumn<ComplianceName>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ retireeId, fullName }) => (
      <Link to={`/roster/${retireeId}?tab=duties`} className="nowrap">
        {fullName}
      </Link>
    ),
  },
  { key: 'title', title: '事项', cell: ({ title }) => title },
  { key: 'owner', title: '责任单位', cell: ({ ownerName }) => ownerName },
  {
    key: 'due',
    title: '期限',
    cell: ({ dueOn }) => <span className="nowrap">{formatDay(dueOn)}</span>,
  },
  {
    key: 'closed',
    title: '办理',
    cell: ({ closedOn, waivedWhy }) =>
      [closedOn && formatDay(closedOn), waivedWhy].filter(Boolean).join('，') || '—',
  },
  {
    key: 'outcome',
    title: '结果',
    cell: ({ outcome }) => <Tag tone={tones[outcome]}>{outcomes[outcome]}</Tag>,
  },
]
