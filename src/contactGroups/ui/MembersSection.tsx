import type { GroupMember } from '#src/contactGroups/group.ts'
import type { GroupPage } from '#src/contactGroups/list.operations.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Section } from '#src/web/kit/page.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import type { GroupWork } from './GroupWindow.tsx'

interface MembersSectionProps {
  readonly group: GroupPage
  readonly manages: boolean
  readonly onWork: (work: GroupWork) => void
}

/** The members of today, then those who left and why. */
export function MembersSection({ group, manages, onWork }: MembersSectionProps) {
  return (
    <Section title="小组成员" flush>
      <SimpleTable
        label="小组成员"
        columns={[...columns, ...(manages ? [acting(onWork)] : [])]}
        rows={group.staff}
        rowKey={({ id }) => id}
        empty={<Empty title="小组没有成员">请增加成员并指定组长</Empty>}
      />
    </Section>
  )
}

const columns: readonly SimpleColumn<GroupMember>[] = [
  { key: 'name', title: '姓名', cell: ({ name }) => name },
  { key: 'role', title: '职责', cell: roleOf },
  { key: 'phone', title: '电话', cell: ({ phone }) => phone ?? '没有登记' },
  {
    key: 'days',
    title: '起止',
    cell: ({ validFrom, validTo, endedWhy }) =>
      validTo
        ? `${formatDay(validFrom)}至${formatDay(validTo)}，${endedWhy}`
        : `${formatDay(validFrom)}起`,
  },
]

function roleOf({ isLeader, accountId, validTo }: GroupMember) {
  if (validTo) return <Tag>已退出</Tag>
  if (isLeader) return <Tag tone="ok">组长</Tag>
  return accountId === null ? '志愿者' : '成员'
}

const acting = (onWork: (work: GroupWork) => void): SimpleColumn<GroupMember> => ({
  key: 'act',
  title: '办理',
  cell: (member) =>
    member.validTo ? (
      ''
    ) : (
      <MenuButton
        small
        label="更多"
        name={`${member.name}的更多操作`}
        entries={[
          ...(member.isLeader
            ? []
            : [
                {
                  id: 'lead',
                  title: '任组长',
                  onPress: () => onWork({ kind: 'appoint', member }),
                },
              ]),
          { id: 'end', title: '退出或交接…', onPress: () => onWork({ kind: 'end', member }) },
        ]}
      />
    ),
})
