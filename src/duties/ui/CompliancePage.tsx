import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import {
  complianceGroups,
  complianceTotal,
  doneRate,
  onTimeRate,
  outcomes,
  type ComplianceGroup,
  type ComplianceRow,
  type Counts,
  type Outcome,
} from '#src/duties/compliance.ts'
import { rules, sixVisitRules, type SixVisitRule } from '#src/duties/duty.ts'
import { formatDay } from '#src/kernel/day.ts'
import { downloadHref } from '#src/web/api.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Bar, PageHead, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { writeQuery } from '#src/web/queryState.ts'
import { useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { ComplianceNames } from './ComplianceNames.tsx'
import { FigureLink } from './FigureLink.tsx'
import { percentOf } from './coverage.ts'

const defaults = { by: 'rule', year: 0, rule: '', owner: 0, month: 0, of: '', at: 0 }
type Query = typeof defaults

/** 六必访: how much was done in time, late and not at all, by kind, unit and month, with the names. */
export function CompliancePage() {
  const { today } = useSession()
  const thisYear = Number(today.slice(0, 4))
  const [q, change] = useQueryState(defaults, ['at', 'of'])
  const [params] = useSearchParams()
  const href = (patch: Partial<Query>) => `?${writeQuery(params, defaults, patch)}`
  const by = q.by in complianceGroups ? (q.by as ComplianceGroup) : 'rule'
  const rule = sixVisitRules.find((code) => code === q.rule)
  const scope = {
    year: q.year || thisYear,
    ...(rule && { rule }),
    ...(q.owner && { ownerId: q.owner }),
    ...(q.month && { month: q.month }),
  }
  const found = useCall('duties.compliance', { ...scope, by }, { keep: true })
  const file = (format: 'xlsx' | 'pdf') =>
    downloadHref('duties.complianceFile', { ...scope, by, format })
  return (
    <>
      <PageHead
        title="六必访落实"
        note={`${scope.year} 年到期的走访，截至${formatDay(today)}`}
        actions={
          <>
            <ButtonLink to={file('xlsx')} external icon="download">
              表格
            </ButtonLink>
            <ButtonLink to={file('pdf')} external icon="print">
              打印
            </ButtonLink>
          </>
        }
      />
      <Bar label="统计范围">
        {(Object.keys(complianceGroups) as ComplianceGroup[]).map((each) => (
          <Chip key={each} pressed={each === by} onPress={() => change({ by: each })}>
            按{complianceGroups[each]}
          </Chip>
        ))}
        <Select
          layout="inline"
          label="年份"
          placeholder={`${thisYear} 年`}
          options={[1, -1, -2, -3].map((offset) => ({
            value: String(thisYear + offset),
            label: `${thisYear + offset} 年`,
          }))}
          value={q.year ? String(q.year) : ''}
          onChange={(next) => change({ year: Number(next) || 0 })}
        />
        <Select
          layout="inline"
          label="事项"
          placeholder="全部"
          options={sixVisitRules.map((code) => ({ value: code, label: rules[code].title }))}
          value={rule ?? ''}
          onChange={(next) => change({ rule: next })}
        />
        {q.owner !== 0 && (
          <Chip pressed onPress={() => change({ owner: 0 })}>
            不限单位
          </Chip>
        )}
        {q.month !== 0 && (
          <Chip pressed onPress={() => change({ month: 0 })}>{`只看 ${q.month} 月`}</Chip>
        )}
      </Bar>
      <Loaded of={found} lines={10}>
        {(rows) => (
          <Figures
            by={by}
            rows={rows}
            href={href}
            names={
              q.of && (
                <ComplianceNames
                  scope={scope}
                  of={q.of}
                  at={q.at}
                  onAt={(at) => change({ at, of: q.of })}
                  onClose={() => change({ of: '' })}
                />
              )
            }
          />
        )}
      </Loaded>
    </>
  )
}

interface FiguresProps {
  readonly by: ComplianceGroup
  readonly rows: readonly ComplianceRow[]
  readonly href: (patch: Partial<Query>) => string
  /** The names behind the figure chosen. */
  readonly names: ReactNode
}

function Figures({ by, rows, href, names }: FiguresProps) {
  if (rows.length === 0)
    return <Empty title="这一年还没有到期的走访">走访按政策自动列出；换个年份看看。</Empty>
  const total = complianceTotal(rows)
  const to = (of: Outcome | 'owed') => href({ of, at: 0 })
  return (
    <>
      <Stats>
        <StatLink
          label="应访"
          value={total.owed.toLocaleString('zh-CN')}
          unit="件"
          to={to('owed')}
        />
        <StatLink
          label="按时"
          value={total.onTime.toLocaleString('zh-CN')}
          unit="件"
          to={to('onTime')}
          tone="ok"
        />
        <StatLink label="超期补办" value={total.late} unit="件" to={to('late')} />
        <StatLink
          label="逾期未办"
          value={total.missed}
          unit="件"
          to={to('missed')}
          tone={total.missed > 0 ? 'err' : undefined}
        />
        <StatLink
          label="按时率"
          value={percentOf(onTimeRate(total))}
          note="按时 ÷（应访 − 未到期 − 免办）"
        />
        <StatLink label="完成率" value={percentOf(doneRate(total))} note="（按时 + 补办）÷ 同上" />
      </Stats>
      {names}
      <Section title={`按${complianceGroups[by]}`} note="点数字看名单" flush>
        <SimpleTable
          label={`六必访落实情况，按${complianceGroups[by]}`}
          columns={columnsOf(by, href)}
          rows={rows}
          rowKey={({ key }) => key}
        />
      </Section>
    </>
  )
}

function columnsOf(
  by: ComplianceGroup,
  href: FiguresProps['href'],
): readonly SimpleColumn<ComplianceRow>[] {
  const within = ({ key }: ComplianceRow): Partial<Query> => {
    if (by === 'rule') return { rule: key as SixVisitRule }
    return by === 'owner' ? { owner: Number(key) } : { month: Number(key) }
  }
  const figure = (of: Outcome | 'owed', title: string): SimpleColumn<ComplianceRow> => ({
    key: of,
    title,
    align: 'right',
    cell: (row) => (
      <FigureLink
        value={row[of]}
        name={`${row.name}${title}`}
        to={href({ ...within(row), of, at: 0 })}
        bad={of === 'missed'}
      />
    ),
  })
  const rate = (title: string, of: (counts: Counts) => number | null) => ({
    key: title,
    title,
    align: 'right' as const,
    cell: (row: ComplianceRow) => percentOf(of(row)),
  })
  return [
    { key: 'name', title: complianceGroups[by], cell: ({ name }) => <b>{name}</b> },
    figure('owed', '应访'),
    ...(Object.keys(outcomes) as Outcome[]).map((of) => figure(of, outcomes[of])),
    rate('按时率', onTimeRate),
    rate('完成率', doneRate),
  ]
}
