import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import type { GroupRow } from '#src/contactGroups/group.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { conditionDefaults } from '#src/roster/ui/query.ts'
import { CardLog } from '#src/cards/contact/ui/CardLog.tsx'
import { UnassignedTab } from './UnassignedTab.tsx'

const CreateGroupDialog = lazy(async () => ({
  default: (await import('./CreateGroupDialog.tsx')).CreateGroupDialog,
}))

export const groupDefaults = { ...conditionDefaults, tab: 'groups', state: '', at: 0 }

/** 结对联系: the groups and whom they look after, and who has none yet. */
export function GroupsPage() {
  const may = useMay()
  const [q, change] = useQueryState(groupDefaults, ['at'])
  const [creating, setCreating] = useState(false)
  const groups = useCall('contactGroups.list', {})
  return (
    <>
      <PageHead
        title="结对联系"
        note={groups.data && noteOf(groups.data)}
        actions={
          <>
            <ButtonLink to="/groups/gap" icon="chart">
              联系缺口
            </ButtonLink>
            {may('contacts.manage') && (
              <Button icon="plus" look="primary" onClick={() => setCreating(true)}>
                建立小组
              </Button>
            )}
          </>
        }
      />
      <Section>
        <Tabs
          label="结对联系"
          selected={q.tab}
          onSelect={(tab) => change({ ...groupDefaults, tab })}
          tabs={[
            {
              id: 'groups',
              title: '联系小组',
              content: () => (
                <Loaded of={groups} lines={8}>
                  {(rows) => <Groups rows={rows} />}
                </Loaded>
              ),
            },
            {
              id: 'none',
              title: '还没有结对',
              content: () => <UnassignedTab q={q} change={change} groups={groups.data ?? []} />,
            },
            {
              id: 'cards',
              title: '联系卡',
              content: () => <CardLog state={q.state} at={q.at} change={change} />,
            },
          ]}
        />
      </Section>
      {creating && (
        <Suspense>
          <CreateGroupDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  )
}

function noteOf(rows: readonly GroupRow[]): string {
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  const overdue = rows.reduce((sum, row) => sum + row.overdue, 0)
  return `${rows.length} 个小组，结对 ${people} 人，逾期未联系 ${overdue} 人`
}

function Groups({ rows }: { readonly rows: readonly GroupRow[] }) {
  return (
    <SimpleTable
      label="联系小组"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={
        <Empty title="还没有联系小组">
          建立小组并安排结对后，按规定的频次列出应联系的人，逾期的在前。
        </Empty>
      }
    />
  )
}

const columns: readonly SimpleColumn<GroupRow>[] = [
  { key: 'name', title: '小组', cell: ({ id, name }) => <Link to={`/groups/${id}`}>{name}</Link> },
  { key: 'org', title: '组建机构', cell: ({ orgName }) => orgName },
  {
    key: 'leader',
    title: '组长',
    cell: ({ leader }) => leader ?? <Tag tone="warn">没有组长</Tag>,
  },
  { key: 'members', title: '成员', align: 'right', cell: ({ members }) => members },
  { key: 'people', title: '结对', align: 'right', cell: ({ people }) => people },
  {
    key: 'overdue',
    title: '逾期未联系',
    align: 'right',
    cell: ({ overdue }) => (overdue > 0 ? <Tag tone="err">{overdue} 人</Tag> : '0'),
  },
]
