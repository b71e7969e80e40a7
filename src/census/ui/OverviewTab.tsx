import { useState } from 'react'
import type { CensusHeadline, Populations } from '#src/census/headline.operations.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { rosterHref } from '#src/roster/ui/query.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Columns, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { count, percent } from './figures.tsx'
import { PopulationDialog } from './PopulationDialog.tsx'

/** Totals and shares today, the population that they are shares of, and the peoples. */
export function OverviewTab() {
  const headline = useCall('census.headline', {})
  return (
    <>
      <Loaded of={headline} lines={4}>
        {(counts) => <Headline counts={counts} />}
      </Loaded>
      <Columns split="2:1">
        <PopulationSection />
        <EthnicitySection />
      </Columns>
    </>
  )
}

function Headline({ counts }: { readonly counts: CensusHeadline }) {
  const { total, lixiu, tuixiu, others, population } = counts
  const part = (people: number) => `占 ${percent(total > 0 ? people / total : null)}`
  return (
    <Stats>
      <StatLink
        label="在册老干部"
        value={count(total)}
        unit="人"
        note={others > 0 ? `另有退职等 ${count(others)} 人在内` : `女 ${count(counts.women)} 人`}
        to={rosterHref({})}
      />
      <StatLink
        label="离休干部"
        value={count(lixiu)}
        unit="人"
        note={part(lixiu)}
        to={rosterHref({ category: ['lixiu'] })}
      />
      <StatLink
        label="退休干部"
        value={count(tuixiu)}
        unit="人"
        note={part(tuixiu)}
        to={rosterHref({ category: ['tuixiu'] })}
      />
      <StatLink
        label="平均年龄"
        value={counts.meanAge?.toFixed(1) ?? '—'}
        unit="岁"
        note={counts.lixiuMeanAge === null ? '' : `离休平均 ${counts.lixiuMeanAge.toFixed(1)} 岁`}
      />
      {counts.highAgeHighIllness !== null && (
        <StatLink
          label="双高期"
          value={count(counts.highAgeHighIllness)}
          unit="人"
          note="80 岁以上健康欠佳"
          to={rosterHref({ highAgeHighIllness: true })}
        />
      )}
      <StatLink
        label="占当地老年人口"
        value={percent(population?.share ?? null)}
        note={shareWords(population)}
      />
    </Stats>
  )
}

function shareWords(population: CensusHeadline['population']): string {
  if (!population) return '只按地区计算'
  const { share, persons, years, lacking, counted } = population
  if (share === null) return '还没有登记 60 岁以上人口数'
  const base = `${years.join('、')} 年 60 岁以上 ${count(persons)} 人`
  const parts = counted.length > 1 ? `，${counted.length} 个地区合计` : ''
  return lacking.length > 0 ? `${base}${parts}；缺 ${lacking.join('、')}` : base + parts
}

type Stated = Populations['history'][number]

const columns: readonly SimpleColumn<Stated>[] = [
  {
    key: 'region',
    title: '地区',
    cell: ({ region }) => <span className="nowrap">{region}</span>,
  },
  { key: 'year', title: '年份', cell: ({ year }) => year },
  { key: 'persons', title: '人数', align: 'right', cell: (row) => count(row.persons) },
  {
    key: 'source',
    title: '来源',
    cell: ({ source, documentNo }) => (documentNo ? `${source}（${documentNo}）` : source),
  },
  {
    key: 'by',
    title: '登记',
    cell: ({ by, recordedAt }) => (
      <span className="nowrap">{`${by ?? '系统'} ${clockTime(recordedAt).split(' ')[0]}`}</span>
    ),
  },
]

function PopulationSection() {
  const mayManage = useMay()('census.manage')
  const [open, setOpen] = useState(false)
  const populations = useCall('census.populations', {})
  return (
    <Section
      title="60 岁以上人口"
      note="占比的分母；同一年以最后登记的为准，历次登记都保留"
      flush
      actions={
        mayManage &&
        (populations.data?.regions.length ?? 0) > 0 && (
          <Button icon="plus" onClick={() => setOpen(true)}>
            登记
          </Button>
        )
      }
    >
      <Loaded of={populations}>
        {({ history, regions }) => (
          <>
            <SimpleTable
              label="60 岁以上人口"
              columns={columns}
              rows={history}
              rowKey={({ id }) => id}
              empty={
                <Empty title="还没有登记过">
                  {regions.length > 0
                    ? '登记统计部门公布的数字后，这里才能算出占比。'
                    : '人口数按地区登记，由老干部局办理。'}
                </Empty>
              }
            />
            {open && (
              <PopulationDialog regions={regions} open={open} onClose={() => setOpen(false)} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}

function EthnicitySection() {
  const cells = useCall('census.ethnicity', {})
  return (
    <Section title="民族构成" note="不足 10 人的只写 <10" flush>
      <Loaded of={cells}>
        {(rows) => (
          <SimpleTable
            label="民族构成"
            columns={[
              { key: 'name', title: '民族', cell: ({ name }) => name },
              { key: 'count', title: '人数', align: 'right', cell: ({ shown }) => shown },
            ]}
            rows={rows}
            rowKey={({ code }) => code}
            empty={<Empty title="还没有在册人员" />}
          />
        )}
      </Loaded>
    </Section>
  )
}
