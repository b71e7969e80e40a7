import { formatDay } from '#src/kernel/day.ts'
import { coverageGroups, rules, type CoverageGroup, type RuleCode } from '#src/duties/duty.ts'
import type { CoverageRow } from '#src/duties/list.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { BarRow } from '#src/web/kit/facts.tsx'
import { Bar, Columns, PageHead, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { PrintTable } from '#src/web/kit/PrintTable.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { hrefOfCell, percentOf, totalOf, type Asked } from './coverage.ts'
import { coverageColumns, CoverageTable } from './CoverageTable.tsx'

const groups = Object.keys(coverageGroups) as CoverageGroup[]

/** How much of a year's duties was done, by organisation or by rule; every figure opens its list. */
export function CoveragePage() {
  const { today } = useSession()
  const thisYear = Number(today.slice(0, 4))
  const [q, change] = useQueryState({ by: 'owner', year: thisYear, rule: '' })
  const asked: Asked = {
    by: q.by in coverageGroups ? (q.by as CoverageGroup) : 'owner',
    year: q.year,
    rule: q.rule in rules ? (q.rule as RuleCode) : undefined,
  }
  const { by, year, rule } = asked
  const coverage = useCall('duties.coverage', { by, year, ...(rule && { rule }) })
  return (
    <>
      <div className="noprint">
        <PageHead
          title="落实情况"
          note={`${year} 年到期，截至${formatDay(today)}`}
          back={{ to: '/duties', title: '应办事项' }}
          actions={
            <Button icon="print" onClick={() => print()}>
              打印
            </Button>
          }
        />
        <Bar label="统计范围">
          {groups.map((group) => (
            <Chip key={group} pressed={group === by} onPress={() => change({ by: group })}>
              按{coverageGroups[group]}
            </Chip>
          ))}
          <Select
            layout="inline"
            label="年份"
            placeholder={`${thisYear} 年`}
            options={[1, -1, -2, -3].map((offset) => yearOption(thisYear + offset))}
            value={year === thisYear ? '' : String(year)}
            onChange={(next) => change({ year: Number(next) || thisYear })}
          />
          <Select
            layout="inline"
            label="事项"
            placeholder="全部"
            options={Object.entries(rules).map(([value, { title }]) => ({ value, label: title }))}
            value={q.rule}
            onChange={(next) => change({ rule: next })}
          />
        </Bar>
        <Loaded of={coverage} lines={12}>
          {(rows) => <Figures asked={asked} rows={rows} />}
        </Loaded>
      </div>
      {coverage.data && <Printed asked={asked} rows={coverage.data} today={today} />}
    </>
  )
}

function yearOption(year: number) {
  return { value: String(year), label: `${year} 年` }
}

interface FiguresProps {
  readonly asked: Asked
  readonly rows: readonly CoverageRow[]
}

function Printed({ asked, rows, today }: FiguresProps & { readonly today: string }) {
  const total = totalOf(rows)
  const what = asked.rule ? `${rules[asked.rule].title}。` : ''
  return (
    <PrintTable
      title={`${asked.year}年应办事项落实情况（按${coverageGroups[asked.by]}）`}
      note={`${what}截至${formatDay(today)}，${wordsOf(total)}`}
      columns={coverageColumns(asked)}
      rows={[...rows, total]}
      rowKey={({ key, name }) => `${key} ${name}`}
    />
  )
}

function Figures({ asked, rows }: FiguresProps) {
  if (rows.length === 0)
    return (
      <Empty title={`${asked.year} 年还没有应办事项`}>
        事项按政策自动列出；换个年份看看，或先登记老同志。
      </Empty>
    )
  const total = totalOf(rows)
  const title = coverageGroups[asked.by]
  return (
    <>
      <Totals asked={asked} total={total} />
      <Columns split="1:1">
        <Section
          title={`各${title}`}
          note={`${rows.length} ${nouns[asked.by]}，逾期多的在前`}
          flush
        >
          <CoverageTable asked={asked} rows={rows} />
        </Section>
        <Section title="落实率" note={rows.length > shown ? `最低的 ${shown} 个` : '低的在前'}>
          {lowest(rows).map((row) => (
            <BarRow
              key={row.key}
              label={row.name}
              part={row.done}
              whole={row.owed - row.waived}
              tone={row.overdue > 0 ? 'warn' : 'ok'}
            />
          ))}
        </Section>
      </Columns>
    </>
  )
}

const shown = 20
const nouns = { owner: '个单位', managingUnit: '个单位', community: '个社区', rule: '类' } as const

function lowest(rows: readonly CoverageRow[]): readonly CoverageRow[] {
  return rows
    .filter(({ rate }) => rate !== null)
    .sort((a, b) => (a.rate ?? 0) - (b.rate ?? 0))
    .slice(0, shown)
}

function wordsOf({ owed, done, overdue, waived, rate }: CoverageRow): string {
  return `应办 ${owed} 件，已办 ${done} 件，逾期 ${overdue} 件，免办 ${waived} 件，落实率 ${percentOf(rate)}`
}

function Totals({ asked, total }: { readonly asked: Asked; readonly total: CoverageRow }) {
  const href = (view: Parameters<typeof hrefOfCell>[1]) => hrefOfCell(asked, view)
  return (
    <Stats>
      <StatLink label="应办" value={count(total.owed)} unit="件" to={href('owed')} />
      <StatLink label="已办" value={count(total.done)} unit="件" to={href('done')} tone="ok" />
      <StatLink
        label="未办"
        value={count(total.open)}
        unit="件"
        note={`其中未到期 ${count(total.open - total.overdue)}`}
        to={href('open')}
      />
      <StatLink
        label="逾期"
        value={count(total.overdue)}
        unit="件"
        to={href('overdue')}
        tone={total.overdue > 0 ? 'err' : undefined}
      />
      <StatLink label="免办" value={count(total.waived)} unit="件" to={href('waived')} />
      <StatLink label="落实率" value={percentOf(total.rate)} note="已办 ÷（应办 − 免办）" />
    </Stats>
  )
}

function count(value: number): string {
  return value.toLocaleString('zh-CN')
}
