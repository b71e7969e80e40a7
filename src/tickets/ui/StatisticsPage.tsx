import { formatDay } from '#src/kernel/day.ts'
import { groupings, type Grouping, type Outcome } from '#src/tickets/shape.ts'
import type { Figures } from '#src/tickets/statistics.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar, PageHead, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { PrintTable } from '#src/web/kit/PrintTable.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { columnsFor, hrefOf, percent, totalOf, type Asked } from './figures.tsx'

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
