import type { Forecast, ForecastRow } from '#src/census/inService.ts'
import { Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'
import { Figure } from './figures.tsx'
import { InServiceSection } from './InServiceSection.tsx'
import type { TabProps } from './state.ts'

/** Who will retire in the coming years, by the law's ladder, and the list that it rests on. */
export function ForecastTab(props: TabProps) {
  const forecast = useCall('census.forecast', {})
  return (
    <>
      <Section
        title="今后五年退休预测"
        note="按渐进式延迟法定退休年龄推算（2025 年 1 月 1 日起），不含弹性提前或延后"
        flush
      >
        <Loaded of={forecast} lines={6}>
          {(found) => <Table forecast={found} {...props} />}
        </Loaded>
      </Section>
      <InServiceSection {...props} />
    </>
  )
}

function Table({ forecast, change }: TabProps & { readonly forecast: Forecast }) {
  const { years, rows } = forecast
  const open = (unit: string, expected: string) =>
    change({ unit, expected, closed: false, text: '', at: 0 })
  return (
    <SimpleTable
      label="退休预测"
      columns={columnsOf(years, open)}
      rows={rows.length > 0 ? [totalOf(forecast), ...rows] : []}
      rowKey={({ unitId }) => unitId}
      empty={<Empty title="在职名册还是空的">在下面登记或导入在职人员后，这里推算今后五年。</Empty>}
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
  open: (unit: string, expected: string) => void,
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
        onOpen={() => open(row.unitId === all ? '' : String(row.unitId), key)}
      />
    ),
  })
  return [
    {
      key: 'unit',
      title: '单位',
      cell: ({ unitId, unit }) => (unitId === all ? <b>{unit}</b> : unit),
    },
    figure('past', '已到龄未登记', ({ past }) => past),
    ...years.map((year, index) =>
      figure(String(year), `${year} 年`, ({ counts }) => counts[index] ?? 0),
    ),
    { key: 'later', title: '以后', align: 'right', cell: ({ later }) => later },
  ]
}
