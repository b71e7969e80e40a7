import {
  balances,
  cellsOf,
  comingCodes,
  goingCodes,
  groups,
  inflow,
  lines,
  outflow,
  type Flow,
  type FlowCells,
  type Line,
} from '#src/census/flow.ts'
import { OrgFilter } from '#src/duties/ui/OrgFilter.tsx'
import { download } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { Figure } from './figures.tsx'
import { FlowChart } from './FlowChart.tsx'
import { defaults, flowCell, groupsOf, orgOf, type TabProps } from './state.ts'
import { useHref } from './useHref.ts'

/** Who came and who left, a year a row, with the people behind every figure. */
export function FlowTab({ q, change }: TabProps) {
  const asked = orgOf(q)
  const flow = useCall('census.flow', asked, { keep: true })
  return (
    <>
      <Bar label="统计范围">
        <Chip pressed={q.group === ''} onPress={() => change({ group: '' })}>
          合计
        </Chip>
        {Object.entries(groups).map(([group, title]) => (
          <Chip key={group} pressed={q.group === group} onPress={() => change({ group })}>
            {title}
          </Chip>
        ))}
        <OrgFilter label="机构" value={q.orgId} onChange={(orgId) => change({ orgId })} />
        <Button
          icon="download"
          onClick={() => download('census.flowFile', { ...asked, format: 'xlsx' })}
        >
          导出
        </Button>
        <Button
          icon="print"
          onClick={() => download('census.flowFile', { ...asked, format: 'pdf' })}
        >
          打印
        </Button>
      </Bar>
      <Loaded of={flow} lines={8}>
        {(found) => <Years flow={found} q={q} />}
      </Loaded>
    </>
  )
}

interface Row {
  readonly year: number
  readonly cells: FlowCells
}

function Years({ flow, q }: Pick<TabProps, 'q'> & { readonly flow: Flow }) {
  const href = useHref(defaults)
  const rows = flow.years.map((year) => ({
    year: year.year,
    cells: cellsOf(year, groupsOf(q.group)),
  }))
  if (flow.since === null)
    return <Empty title="还没有在册人员">登记或导入老同志后，这里逐年列出增减。</Empty>
  const to = (year: number, of: readonly Line[]) => href({ cell: flowCell(year, of), at: 0 })
  const wrong = rows.filter(({ cells }) => !balances(cells)).map(({ year }) => year)
  return (
    <>
      {wrong.length > 0 && <Notice tone="err">{wrong.join('、')} 年不平衡，请告知管理员</Notice>}
      <Section
        title="逐年增减"
        note="年初在册 + 新增 − 减少 = 年末在册；补登和更正会改变往年的数，报送前请冻结名单"
        flush
      >
        <SimpleTable
          label="逐年增减"
          columns={columnsOf(rows, to)}
          rows={rows.toReversed()}
          rowKey={({ year }) => year}
        />
      </Section>
      <Section title="新增与减少" note={q.group ? groups[groupsOf(q.group)[0]!] : '全部类别'}>
        <FlowChart
          years={rows.map(({ year, cells }) => ({
            year,
            came: inflow(cells),
            went: outflow(cells),
          }))}
        />
      </Section>
    </>
  )
}

function columnsOf(
  rows: readonly Row[],
  to: (year: number, of: readonly Line[]) => string,
): readonly SimpleColumn<Row>[] {
  const used = (among: readonly Line[]) =>
    among.filter((line) => rows.some(({ cells }) => cells[line] > 0))
  const one = (line: Line) => figures(line, lines[line], [line], (cells) => cells[line], to)
  return [
    { key: 'year', title: '年份', cell: ({ year }) => <b>{year}</b> },
    one('opening'),
    ...used(comingCodes).map(one),
    figures('in', '新增小计', comingCodes, inflow, to),
    ...used(goingCodes).map(one),
    figures('out', '减少小计', goingCodes, outflow, to),
    one('closing'),
  ]
}

function figures(
  key: string,
  title: string,
  of: readonly Line[],
  value: (cells: FlowCells) => number,
  to: (year: number, of: readonly Line[]) => string,
): SimpleColumn<Row> {
  return {
    key,
    title,
    align: 'right',
    cell: ({ year, cells }) => (
      <Figure value={value(cells)} name={`${year} 年${title}`} to={to(year, of)} />
    ),
  }
}
