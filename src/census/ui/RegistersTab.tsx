import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import {
  memberStates,
  type MemberRow,
  type MemberState,
  type VeteranRow,
} from '#src/census/register.ts'
import { rosterHref } from '#src/roster/ui/query.ts'
import { Bar, Section } from '#src/web/kit/page.tsx'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import type { TabProps } from './state.ts'

const registers = { members: '党员信息库', veterans: '抗战老战士' } as const

/** Registers that are views of the one register: a person is never entered twice. */
export function RegistersTab({ q, change }: TabProps) {
  const shown = q.register === 'veterans' ? 'veterans' : 'members'
  return (
    <>
      <Bar label="名册">
        {Object.entries(registers).map(([register, title]) => (
          <Chip
            key={register}
            pressed={register === shown}
            onPress={() => change({ register, at: 0 })}
          >
            {title}
          </Chip>
        ))}
      </Bar>
      {shown === 'members' ? <Members q={q} change={change} /> : <Veterans />}
    </>
  )
}

const size = 50

function Members({ q, change }: TabProps) {
  const state: MemberState = q.state === 'left' ? 'left' : 'current'
  const members = useCall('census.members', { state, from: q.at, limit: size }, { keep: true })
  return (
    <Section
      title="党员信息库"
      note="与老干部信息库同一人一档，入册、出册都有原因和日期"
      actions={
        <ButtonLink to={rosterHref({ politicalStatus: ['01', '02'] })}>在信息库筛选</ButtonLink>
      }
    >
      <Bar label="状态">
        {Object.entries(memberStates).map(([key, title]) => (
          <Chip key={key} pressed={key === state} onPress={() => change({ state: key, at: 0 })}>
            {title}
          </Chip>
        ))}
      </Bar>
      <Loaded of={members} lines={8}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="党员信息库"
              columns={state === 'left' ? [...memberColumns, ...exitColumns] : memberColumns}
              rows={rows}
              rowKey={({ id }) => id}
              empty={<Empty title="没有人" />}
            />
            <StepPager
              total={total}
              at={q.at}
              size={size}
              shown={rows.length}
              onMove={(at) => change({ at })}
            />
          </>
        )}
      </Loaded>
    </Section>
  )
}

const memberColumns: readonly SimpleColumn<MemberRow>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ id, fullName }) => <Link to={`/roster/${id}`}>{fullName}</Link>,
  },
  { key: 'branch', title: '党支部', cell: ({ branch }) => branch ?? '未登记' },
  { key: 'joined', title: '入党时间', cell: ({ partyJoined }) => partyJoined ?? '未登记' },
  {
    key: 'entered',
    title: '入册',
    cell: ({ enteredOn, entered }) => `${formatDay(enteredOn)} ${entered}`,
  },
]

const exitColumns: readonly SimpleColumn<MemberRow>[] = [
  {
    key: 'exited',
    title: '出册',
    cell: ({ exitedOn, exited }) => `${exitedOn ? formatDay(exitedOn) : ''} ${exited}`,
  },
]

const veteranColumns: readonly SimpleColumn<VeteranRow>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ id, fullName }) => <Link to={`/roster/${id}`}>{fullName}</Link>,
  },
  { key: 'birth', title: '出生', cell: ({ birth }) => birth ?? '未登记' },
  { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '未登记' },
  {
    key: 'evidence',
    title: '认定依据',
    cell: ({ evidence, fromOn }) => `${evidence}（${formatDay(fromOn)}）`,
  },
  { key: 'medals', title: '纪念章', cell: ({ medals }) => medals.join('；') || '未登记' },
]

function Veterans() {
  const veterans = useCall('census.veterans', {})
  return (
    <Section
      title="抗战老战士名册"
      note="带“抗战老战士”标签的在册人员，九三看望由应办事项自动列出"
      flush
      actions={<ButtonLink to={rosterHref({ tag: 'warVeteran' })}>在信息库筛选</ButtonLink>}
    >
      <Loaded of={veterans} lines={6}>
        {(rows) => (
          <SimpleTable
            label="抗战老战士名册"
            columns={veteranColumns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title="还没有登记抗战老战士">在老同志档案里添加“抗战老战士”标签。</Empty>}
          />
        )}
      </Loaded>
    </Section>
  )
}
