import {
  groupCodes,
  groups,
  headCountGroups,
  type HeadCountGroup,
  type HeadCountRow,
} from '#src/census/flow.ts'
import { OrgFilter } from '#src/duties/ui/OrgFilter.tsx'
import { formatDay } from '#src/kernel/day.ts'
import { DayFilter } from '#src/roster/ui/DayFilter.tsx'
import { download } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { Figure } from './figures.tsx'
import { byOf, countCell, defaults, orgOf, type TabProps } from './state.ts'
import { useHref } from './useHref.ts'

/** Who was on the register on a day, by what they then were or belonged to. */
export function HeadCountTab({ q, change, day }: TabProps & { readonly day: string }) {
  const by = byOf(q.by)
  const href = useHref(defaults)
  const asked = { day, by, ...orgOf(q) }
  const counts = useCall('census.headCount', asked, { keep: true })
  return (
    <>
      <Bar label="统计范围">
        <DayFilter
          layout="inline"
          label="在册日"
          value={q.day}
          onChange={(next) => change({ day: next })}
        />
        <OrgFilter label="机构" value={q.orgId} onChange={(orgId) => change({ orgId })} />
        {(Object.keys(headCountGroups) as HeadCountGroup[]).map((group) => (
          <Chip key={group} pressed={group === by} onPress={() => change({ by: group })}>
            按{headCountGroups[group]}
          </Chip>
        ))}
        <Button
          icon="download"
          onClick={() => download('census.headCountFile', { ...asked, format: 'xlsx' })}
        >
          导出
        </Button>
        <Button
          icon="print"
          onClick={() => download('census.headCountFile', { ...asked, format: 'pdf' })}
        >
          打印
        </Button>
      </Bar>
      <Section
        title={`${formatDay(day)}在册`}
        note="类别、层级和归属按当日；只统计您现在看得到的人"
        flush
      >
        <Loaded of={counts} lines={8}>
          {(rows) => (
            <SimpleTable
              label="在册人数"
              columns={columnsOf(by, rows, (key, group) =>
                href({ cell: countCell(key, group), at: 0 }),
              )}
              rows={rows.length > 0 ? [totalOf(rows), ...rows] : []}
              rowKey={({ key }) => key}
              empty={<Empty title="这一天没有在册人员">换一个日子，或放宽范围。</Empty>}
            />
          )}
        </Loaded>
      </Section>
    </>
  )
}

const all = ''

function totalOf(rows: readonly HeadCountRow[]): HeadCountRow {
  const sum = (key: 'count' | 'lixiu' | 'tuixiu' | 'others') =>
    rows.reduce((total, row) => total + row[key], 0)
  return {
    key: all,
    name: '合计',
    count: sum('count'),
    lixiu: sum('lixiu'),
    tuixiu: sum('tuixiu'),
    others: sum('others'),
  }
}

function columnsOf(
  by: HeadCountGroup,
  rows: readonly HeadCountRow[],
  to: (key: string, group: string) => string,
): readonly SimpleColumn<HeadCountRow>[] {
  const figure = (title: string, group: '' | (typeof groupCodes)[number]) => ({
    key: group || 'count',
    title,
    align: 'right' as const,
    cell: (row: HeadCountRow) => (
      <Figure value={row[group || 'count']} name={`${row.name}${title}`} to={to(row.key, group)} />
    ),
  })
  return [
    {
      key: 'name',
      title: headCountGroups[by],
      cell: ({ key, name }) => (key === all ? <b>{name}</b> : name),
    },
    figure('在册', ''),
    ...groupCodes
      .filter((group) => group !== 'others' || rows.some(({ others }) => others > 0))
      .map((group) => figure(groups[group], group)),
  ]
}
