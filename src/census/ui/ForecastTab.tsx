import type { Forecast, ForecastRow } from '#src/census/inService.ts'
import { Bar, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { Figure } from './figures.tsx'
import { InServiceSection } from './InServiceSection.tsx'
import { defaults, type TabProps } from './state.ts'
import { useHref } from './useHref.ts'

const views = { forecast: '按单位预测', list: '在职名册' } as const

/** Who will retire in the coming years, by the law's ladder, and the list that it rests on. */
export function ForecastTab(props: TabProps) {
  const { q, change } = props
  const shown = q.view === 'list' ? 'list' : 'forecast'
  return (
    <>
      <Bar label="内容">
        {Object.entries(views).map(([view, title]) => (
          <Chip key={view} pressed={view === shown} onPress={() => change({ view, at: 0 })}>
            {title}
          </Chip>
        ))}
      </Bar>
      {shown === 'list' ? <InServiceSection {...props} /> : <ByUnit />}
    </>
  )
}

function ByUnit() {
  const forecast = useCall('census.forecast', {})
  return (
    <Section
      title="今后五年退休预测"
      note="按渐进式延迟法定退休年龄推算（2025 年 1 月 1 日起），不含弹性提前或延后；已到龄指到了月份还没登记退休"
      flush
    >
      <Loaded of={forecast} lines={6}>
        {(found) => <Table forecast={found} />}
      </Loaded>
    </Section>
  )
}

function Table({ forecast }: { readonly forecast: Forecast }) {
  const { years, rows } = forecast
  const href = useHref(defaults)
  const to = (unit: string, expected: string) =>
    href({ view: 'list', unit, expected, closed: false, text: '', at: 0 })
  return (
    <SimpleTable
      label="退休预测"
      columns={columnsOf(years, to)}
      rows={rows.length > 0 ? [totalOf(forecast), ...rows] : []}
      rowKey={({ unitId }) => unitId}
      empty={<Empty title="在职名册还是空的">在“在职名册”里登记或导入后，这里推算今后五年。</Empty>}
    />
  )
}

const all = 0

function totalOf({ years, rows }: Forecast): ForecastRow {
  const sum = (value: (row: ForecastRow) => number) =>
    rows.reduce((total, row) => total + value(row), 0)
  return {
    unitId: all,
    unit: '合计',
    past: sum(({ past }) => past),
    counts: years.map((_, index) => sum(({ counts }) => counts[index] ?? 0)),
    later: sum(({ later }) => later),
  }
}

function columnsOf(
  years: readonly number[],
  to: (unit: string, expected: string) => string,
): readonly SimpleColumn<ForecastRow>[] {
  const figure = (
    key: string,
    title: string,
    value: (row: ForecastRow) => number,
  ): SimpleColumn<ForecastRow> => ({
    key,
    title,
    align: 'right',
    cell: (row) => (
      <Figure
        value={value(row)}
        name={`${row.unit}${title}`}
        to={to(row.unitId === all ? '' : String(row.unitId), key)}
      />
    ),
  })
  return [
    {
      key: 'unit',
      title: '单位',
      cell: ({ unitId, unit }) => (unitId === all ? <b>{unit}</b> : unit),
    },
    figure('past', '已到龄', ({ past }) => past),
    ...years.map((year, index) =>
      figure(String(year), `${year} 年`, ({ counts }) => counts[index] ?? 0),
    ),
    { key: 'later', title: '以后', align: 'right', cell: ({ later }) => later },
  ]
}
