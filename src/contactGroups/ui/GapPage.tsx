import { Link } from 'react-router'
import {
  gapDays,
  gapGroups,
  type GapGroup,
  type GapPerson,
  type GapRow,
} from '#src/contactGroups/contact.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Bar, PageHead, Section } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { Figure } from '#src/census/ui/figures.tsx'
import { useHref } from '#src/census/ui/useHref.ts'

const size = 50
const defaults = { by: 'unit', days: 90, key: '', at: 0 }

/** 联系缺口: how many were not contacted for so long, by whom, and their names. */
export function GapPage() {
  const [q, change] = useQueryState(defaults, ['at'])
  const href = useHref(defaults)
  const by = (q.by in gapGroups ? q.by : 'unit') as GapGroup
  const days = q.days >= 1 && q.days <= 4000 ? q.days : 90
  const report = useCall('contacts.gap', { days, by }, { keep: true })
  const all = report.data?.reduce((sum, { gap }) => sum + gap, 0)
  const chosen = report.data?.find(({ key }) => String(key ?? 0) === q.key)
  return (
    <>
      <PageHead
        title="联系缺口"
        note={
          all === undefined
            ? undefined
            : `超过 ${days} 天没有联系的 ${all.toLocaleString('zh-CN')} 人`
        }
        back={{ to: '/groups', title: '结对联系' }}
      />
      <Bar label="多久没有联系">
        {gapDays.map((count) => (
          <Chip key={count} pressed={count === days} onPress={() => change({ days: count, at: 0 })}>
            超过 {count} 天
          </Chip>
        ))}
      </Bar>
      <Bar label="按什么统计">
        {(Object.keys(gapGroups) as GapGroup[]).map((group) => (
          <Chip
            key={group}
            pressed={group === by}
            onPress={() => change({ by: group, key: '', at: 0 })}
          >
            按{gapGroups[group]}
          </Chip>
        ))}
      </Bar>
      <Section title={`各${gapGroups[by]}`} note="久未联系的多的在前；走访也算联系" flush>
        <Loaded of={report} lines={6}>
          {(rows) => (
            <SimpleTable
              label={`各${gapGroups[by]}`}
              columns={columnsOf(by, (key) => href({ key, at: 0 }))}
              rows={rows}
              rowKey={({ key }) => key ?? 0}
              empty={<Empty title="没有在册的老同志" />}
            />
          )}
        </Loaded>
      </Section>
      <People
        by={by}
        days={days}
        q={q}
        chosen={chosen}
        onMove={(at) => change({ at })}
        onAll={() => change({ key: '', at: 0 })}
      />
    </>
  )
}

function columnsOf(by: GapGroup, to: (key: string) => string): readonly SimpleColumn<GapRow>[] {
  return [
    { key: 'name', title: gapGroups[by], cell: ({ name }) => name },
    { key: 'people', title: '在册', align: 'right', cell: ({ people }) => people },
    {
      key: 'gap',
      title: '久未联系',
      align: 'right',
      cell: ({ key, name, gap }) => (
        <Figure value={gap} name={`${name}久未联系`} to={to(String(key ?? 0))} />
      ),
    },
    { key: 'never', title: '其中从未联系', align: 'right', cell: ({ never }) => never },
  ]
}

interface PeopleProps {
  readonly by: GapGroup
  readonly days: number
  readonly q: { readonly key: string; readonly at: number }
  readonly chosen: GapRow | undefined
  readonly onMove: (at: number) => void
  readonly onAll: () => void
}

function People({ by, days, q, chosen, onMove, onAll }: PeopleProps) {
  const people = useCall(
    'contacts.gapPeople',
    { days, by, ...(chosen && { key: Number(q.key) }), from: q.at, limit: size },
    { keep: true },
  )
  return (
    <Section
      title={chosen ? `${chosen.name}久未联系的老同志` : '久未联系的老同志'}
      actions={
        chosen && (
          <Chip pressed onPress={onAll}>
            只看{chosen.name}
          </Chip>
        )
      }
      flush
    >
      <Loaded of={people} lines={8}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="久未联系的老同志"
              columns={personColumns}
              rows={rows}
              rowKey={({ id }) => id}
              empty={<Empty title={`都在 ${days} 天内联系过`} />}
            />
            {total > size && (
              <StepPager total={total} at={q.at} size={size} shown={rows.length} onMove={onMove} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}

const personColumns: readonly SimpleColumn<GapPerson>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ id, fullName }) => <Link to={`/roster/${id}?tab=contacts`}>{fullName}</Link>,
  },
  { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '未登记' },
  { key: 'community', title: '社区', cell: ({ community }) => community ?? '未登记' },
  { key: 'group', title: '结对小组', cell: ({ group }) => group ?? '还没有结对' },
  {
    key: 'last',
    title: '上次联系',
    cell: ({ contactedOn, days }) =>
      contactedOn ? `${formatDay(contactedOn)}（${days} 天前）` : '从未联系',
  },
]
