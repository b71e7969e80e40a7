import { Link } from 'react-router'
import type { GroupPage, GroupPerson } from '#src/contactGroups/list.operations.ts'
import { daysBetween, formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import type { GroupWork } from './GroupWindow.tsx'
import { lastWords } from './words.ts'

interface GroupPeopleProps {
  readonly group: GroupPage
  readonly manages: boolean
  readonly onWork: (work: GroupWork) => void
}

const size = 50

/** Whom the group looks after: overdue first, then those whose last contact is longest ago. */
export function GroupPeople({ group, manages, onWork }: GroupPeopleProps) {
  const { today } = useSession()
  const may = useMay()
  const [q, change] = useQueryState({ at: 0 })
  const people = useCall(
    'contactGroups.people',
    { id: group.id, from: q.at, limit: size },
    { keep: true },
  )
  const columns = [
    ...columnsOf(today),
    acting({ calls: may('contacts.record'), visits: may('visits.record'), manages }, onWork),
  ]
  return (
    <Section title="结对的老同志" note="逾期的在前" flush>
      <Loaded of={people} lines={8}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="结对的老同志"
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                <Empty title="还没有结对的老同志">
                  <Link to="/groups?tab=none">到“还没有结对”里安排</Link>
                </Empty>
              }
            />
            {total > size && (
              <StepPager
                total={total}
                at={q.at}
                size={size}
                shown={rows.length}
                onMove={(at) => change({ at })}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}

function columnsOf(today: string): readonly SimpleColumn<GroupPerson>[] {
  return [
    {
      key: 'name',
      title: '姓名',
      cell: ({ id, fullName }) => <Link to={`/roster/${id}?tab=contacts`}>{fullName}</Link>,
    },
    {
      key: 'place',
      title: '单位和社区',
      cell: ({ unit, community }) => [unit, community].filter(Boolean).join('，') || '未登记',
    },
    { key: 'phone', title: '电话', cell: ({ phone }) => phone ?? '—' },
    {
      key: 'last',
      title: '上次联系',
      cell: ({ contactedOn, what }) => lastWords(contactedOn, what, today),
    },
    { key: 'due', title: '下次应联系', cell: (row) => <Due row={row} today={today} /> },
  ]
}

function Due({ row, today }: { readonly row: GroupPerson; readonly today: string }) {
  const { dueOn, overdue, nextOn } = row
  const agreed = nextOn && nextOn >= today && <div className="muted">约定{formatDay(nextOn)}</div>
  if (overdue > 0 && dueOn)
    return (
      <>
        <Tag tone="err">逾期 {daysBetween(dueOn, today)} 天</Tag>
        {agreed}
      </>
    )
  return (
    <>
      {dueOn ? `${formatDay(dueOn)}前` : '本期已联系'}
      {agreed}
    </>
  )
}

interface Rights {
  readonly calls: boolean
  readonly visits: boolean
  readonly manages: boolean
}

const acting = (
  { calls, visits, manages }: Rights,
  onWork: (work: GroupWork) => void,
): SimpleColumn<GroupPerson> => ({
  key: 'act',
  title: '办理',
  cell: (person) => (
    <div className="actions">
      {calls && (
        <Button
          small
          aria-label={`给${person.fullName}打电话、登记联系`}
          onClick={() => onWork({ kind: 'call', person })}
        >
          打电话
        </Button>
      )}
      <MenuButton
        small
        label="更多"
        name={`${person.fullName}的更多操作`}
        entries={[
          ...(visits
            ? [
                {
                  id: 'visit',
                  title: '登记走访…',
                  onPress: () => onWork({ kind: 'visit', person }),
                },
              ]
            : []),
          ...(manages
            ? [
                {
                  id: 'leave',
                  title: '转出或结束结对…',
                  onPress: () => onWork({ kind: 'leave', person }),
                },
              ]
            : []),
        ]}
      />
    </div>
  ),
})
