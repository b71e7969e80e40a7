import { useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { closings, forecastYears, type InServiceRow } from '#src/census/inService.ts'
import { kindsOfTie } from '#src/orgs/org.ts'
import { OrgFilter } from '#src/duties/ui/OrgFilter.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar, Section } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { AddInServiceDialog, CloseInServiceDialog } from './InServiceDialogs.tsx'
import { InServiceImport } from './InServiceImport.tsx'
import type { State, TabProps } from './state.ts'

const size = 50

/** 在职名册: those who will retire, with as little about them as the forecast needs. */
export function InServiceSection({ q, change }: TabProps) {
  const mayManage = useMay()('census.manage')
  const [adding, setAdding] = useState<'one' | 'file'>()
  const [closing, setClosing] = useState<InServiceRow>()
  const list = useCall('census.inService', { ...conditionsOf(q), from: q.at }, { keep: true })
  const done = () => setAdding(undefined)
  return (
    <Section
      title="在职名册"
      note="只记姓名、单位、出生年月和档次；登记退休后自动移出"
      actions={
        mayManage && (
          <>
            <Button icon="upload" onClick={() => setAdding('file')}>
              导入
            </Button>
            <Button icon="plus" onClick={() => setAdding('one')}>
              登记
            </Button>
          </>
        )
      }
    >
      <Conditions q={q} change={change} />
      <Loaded of={list} lines={6}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="在职名册"
              columns={mayManage && !q.closed ? [...columns, closeColumn(setClosing)] : columns}
              rows={rows}
              rowKey={({ id }) => id}
              empty={<Empty title="没有符合条件的人">换个条件，或登记在职人员。</Empty>}
            />
            {total > 0 && (
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
      {adding === 'one' && <AddInServiceDialog onClose={done} />}
      {adding === 'file' && <InServiceImport onClose={done} />}
      {closing && <CloseInServiceDialog row={closing} onClose={() => setClosing(undefined)} />}
    </Section>
  )
}

function Conditions({ q, change }: TabProps) {
  const { today } = useSession()
  const first = Number(today.slice(0, 4))
  const years = Array.from({ length: forecastYears }, (_, ahead) => String(first + ahead))
  return (
    <Bar label="筛选在职名册">
      <FilterText
        label="姓名"
        chars={6}
        value={q.text}
        onChange={(text) => change({ text, at: 0 })}
      />
      <OrgFilter
        label="单位"
        kinds={kindsOfTie.formerUnit}
        value={q.unit}
        onChange={(unit) => change({ unit, at: 0 })}
      />
      <Select
        layout="inline"
        label="预计退休"
        placeholder="全部"
        options={[
          { value: 'past', label: '已到龄' },
          ...years.map((year) => ({ value: year, label: `${year} 年` })),
        ]}
        value={q.expected}
        onChange={(expected) => change({ expected, at: 0 })}
      />
      <Chip pressed={q.closed} onPress={() => change({ closed: !q.closed, at: 0 })}>
        已移出的
      </Chip>
    </Bar>
  )
}

function conditionsOf({ text, unit, expected, closed }: State) {
  const year = expected === 'past' ? ('past' as const) : Number(expected)
  return {
    closed,
    limit: size,
    ...(text && { text }),
    ...(Number(unit) > 0 && { unitId: Number(unit) }),
    ...(expected && { year }),
  }
}

const columns: readonly SimpleColumn<InServiceRow>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ fullName, retireeId }) =>
      retireeId ? <Link to={`/roster/${retireeId}`}>{fullName}</Link> : fullName,
  },
  { key: 'unit', title: '单位', cell: ({ unit }) => unit },
  { key: 'birth', title: '出生年月', cell: ({ birthMonth }) => birthMonth },
  { key: 'ladder', title: '原退休年龄', cell: ({ ladder }) => `${ladder} 岁` },
  { key: 'expected', title: '法定退休', cell: ({ expectedMonth }) => expectedMonth },
  {
    key: 'state',
    title: '状态',
    cell: ({ closedOn, closedReason }) =>
      closedReason ? `${closedOn ? formatDay(closedOn) : ''} ${closings[closedReason]}` : '在职',
  },
]

function closeColumn(onClose: (row: InServiceRow) => void): SimpleColumn<InServiceRow> {
  return {
    key: 'act',
    title: '办理',
    cell: (row) => (
      <Button small look="link" aria-label={`移出：${row.fullName}`} onClick={() => onClose(row)}>
        移出
      </Button>
    ),
  }
}
