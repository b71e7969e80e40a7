import { Link } from 'react-router'
import { lastDay } from '#src/kernel/day.ts'
import { formatDay } from '#src/kernel/day.ts'
import { groupings, outcomes, type Grouping, type Outcome } from '#src/tickets/shape.ts'
import type { Figures } from '#src/tickets/statistics.ts'
import { ticketCategories, type TicketCategory } from '#src/tickets/ticket.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar, PageHead, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { PrintTable } from '#src/web/kit/PrintTable.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import type { Column } from '#src/web/kit/column.ts'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { ticketsHref } from './query.ts'

interface Asked {
  readonly by: Grouping
  readonly year: number
}

/** Matters opened in a year, by what they are about, who owns them, or month; each figure opens its list. */
export function StatisticsPage() {
  const { today } = useSession()
  const thisYear = Number(today.slice(0, 4))
  const [q, change] = useQueryState({ by: 'category', year: thisYear })
  const by = q.by in groupings ? (q.by as Grouping) : 'category'
  const asked = { by, year: q.year }
  const figures = useCall('tickets.statistics', asked)
  return (
    <>
      <div className="noprint">
        <PageHead
          title="事项统计"
          note={`${q.year} 年登记，截至${formatDay(today)}`}
          back={{ to: '/tickets', title: '事项' }}
          actions={
            <Button icon="print" onClick={() => print()}>
              打印
            </Button>
          }
        />
        <Bar label="统计范围">
          {(Object.keys(groupings) as Grouping[]).map((each) => (
            <Chip key={each} pressed={each === by} onPress={() => change({ by: each })}>
              {groupings[each]}
            </Chip>
          ))}
          <Select
            layout="inline"
            label="年份"
            placeholder={`${thisYear} 年`}
            options={[-1, -2, -3].map((offset) => ({
              value: String(thisYear + offset),
              label: `${thisYear + offset} 年`,
            }))}
            value={q.year === thisYear ? '' : String(q.year)}
            onChange={(year) => change({ year: Number(year) || thisYear })}
          />
        </Bar>
        <Loaded of={figures} lines={10}>
          {(rows) => <Shown asked={asked} rows={rows} />}
        </Loaded>
      </div>
      {figures.data && (
        <PrintTable
          title={`${q.year}年事项统计（${groupings[by]}）`}
          note={`截至${formatDay(today)}`}
          columns={columnsFor(asked)}
          rows={[...figures.data, totalOf(figures.data)]}
          rowKey={({ key }) => key}
        />
      )}
    </>
  )
}

function Shown({ asked, rows }: { readonly asked: Asked; readonly rows: readonly Figures[] }) {
  if (rows.length === 0)
    return (
      <Empty title={`${asked.year} 年还没有登记事项`}>
        走访、来电里提出的需求登记后在这里统计。
      </Empty>
    )
  const total = totalOf(rows)
  const to = (outcome?: Outcome) => hrefOf(asked, 'total', outcome)
  return (
    <>
      <Stats>
        <StatLink label="登记" value={total.opened} unit="件" to={to()} />
        <StatLink
          label="按期答复"
          value={total.inTime}
          unit="件"
          to={to('inTime')}
          note={total.answered > 0 ? `占已答复 ${percent(total.inTime, total.answered)}` : ''}
        />
        <StatLink
          label="超期未答复"
          value={total.overdue}
          unit="件"
          to={to('overdue')}
          {...(total.overdue > 0 && { tone: 'err' as const })}
        />
        <StatLink label="有评价" value={total.rated} unit="件" to={to('rated')} />
      </Stats>
      <Section title={groupings[asked.by]} flush>
        <SimpleTable
          label={`事项统计（${groupings[asked.by]}）`}
          columns={columnsFor(asked)}
          rows={[...rows, total]}
          rowKey={({ key }) => key}
        />
      </Section>
    </>
  )
}

const counted: readonly Outcome[] = ['answered', 'inTime', 'late', 'overdue', 'closed', 'rated']

function columnsFor(asked: Asked): readonly Column<Figures>[] {
  return [
    {
      key: 'name',
      width: 180,
      title: groupings[asked.by].slice(1),
      cell: (row) => <b>{nameOf(asked, row)}</b>,
      text: (row) => nameOf(asked, row),
    },
    {
      key: 'opened',
      width: 80,
      title: '登记',
      align: 'right',
      cell: (row) => <Link to={hrefOf(asked, row.key)}>{row.opened}</Link>,
      text: ({ opened }) => String(opened),
    },
    ...counted.map((outcome) => ({
      key: outcome,
      width: 110,
      title: outcomes[outcome],
      align: 'right' as const,
      cell: (row: Figures) =>
        row[outcome] > 0 ? <Link to={hrefOf(asked, row.key, outcome)}>{row[outcome]}</Link> : '0',
      text: (row: Figures) => String(row[outcome]),
    })),
    {
      key: 'meanDays',
      width: 120,
      title: '平均答复天数',
      align: 'right',
      cell: ({ meanDays }) => meanDays ?? '—',
    },
    {
      key: 'meanRating',
      width: 150,
      title: '平均评价（满分 5）',
      align: 'right',
      cell: ({ meanRating }) => meanRating ?? '—',
    },
  ]
}

function nameOf({ by }: Asked, { key, name }: Figures): string {
  if (key === 'total') return '合计'
  if (by === 'category') return ticketCategories[key as TicketCategory]
  return by === 'month' ? formatDay(key) : (name ?? '')
}

/** The list that a figure counts. */
function hrefOf({ by, year }: Asked, key: string, outcome?: Outcome): string {
  const one = key !== 'total'
  const month = by === 'month' && one
  return ticketsHref({
    view: 'all',
    from: month ? `${key}-01` : `${year}-01-01`,
    to: month ? lastDay(key) : `${year}-12-31`,
    ...(one && by === 'category' && { category: key }),
    ...(one && by === 'owner' && { owner: key }),
    ...(outcome && { outcome }),
  })
}

function totalOf(rows: readonly Figures[]): Figures {
  const sum = (of: (row: Figures) => number) => rows.reduce((all, row) => all + of(row), 0)
  const mean = (of: (row: Figures) => number | null, weight: (row: Figures) => number) => {
    const whole = sum((row) => (of(row) === null ? 0 : weight(row)))
    if (whole === 0) return null
    return Math.round((sum((row) => (of(row) ?? 0) * weight(row)) / whole) * 10) / 10
  }
  return {
    key: 'total',
    name: null,
    opened: sum(({ opened }) => opened),
    answered: sum(({ answered }) => answered),
    inTime: sum(({ inTime }) => inTime),
    late: sum(({ late }) => late),
    overdue: sum(({ overdue }) => overdue),
    closed: sum(({ closed }) => closed),
    rated: sum(({ rated }) => rated),
    unhappy: sum(({ unhappy }) => unhappy),
    meanDays: mean(
      ({ meanDays }) => meanDays,
      ({ answered }) => answered,
    ),
    meanRating: mean(
      ({ meanRating }) => meanRating,
      ({ rated }) => rated,
    ),
  }
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)}%`
}
