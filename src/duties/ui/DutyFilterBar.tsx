import { useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import { grounds, rules, type Ground } from '#src/duties/duty.ts'
import { kindsOfTie } from '#src/orgs/org.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { OrgFilter } from './OrgFilter.tsx'
import { conditionDefaults, views, viewOf, type Conditions, type View } from './query.ts'

interface FilterProps {
  readonly conditions: Conditions
  readonly onChange: (patch: Partial<Conditions>) => void
}

/** Which list: by time while open, or closed; with the counts of the whole reach. */
export function ViewChips({ conditions, onChange }: FilterProps) {
  const summary = useCall('duties.summary', {})
  const shown = viewOf(conditions)
  const counts: Partial<Record<View, number>> = summary.data ?? {}
  return (
    <Bar label="时限">
      {(Object.keys(views) as View[])
        .filter((view) => view !== 'owed' || shown === 'owed')
        .map((view) => (
          <Chip
            key={view}
            pressed={view === shown}
            onPress={() => onChange({ view, since: view === shown ? conditions.since : '' })}
          >
            {views[view]}
            {counts[view] !== undefined && ` ${counts[view].toLocaleString('zh-CN')}`}
          </Chip>
        ))}
    </Bar>
  )
}

const ruleOptions = Object.entries(rules).map(([value, { title }]) => ({ value, label: title }))

/** The other conditions of the ledger; on a telephone all but the name fold behind a button. */
export function DutyFilterBar({ conditions: q, onChange }: FilterProps) {
  const narrow = useMedia('(max-width: 600px)')
  const [open, setOpen] = useState(false)
  const set = setCount(q)
  return (
    <Bar label="筛选条件">
      <FilterText
        label="姓名"
        placeholder="姓名或拼音"
        chars={6}
        value={q.text}
        onChange={(text) => onChange({ text })}
      />
      {narrow && (
        <Button icon="filter" aria-expanded={open} onClick={() => setOpen(!open)}>
          {set > 0 ? `筛选 ${set}` : '筛选'}
        </Button>
      )}
      {(!narrow || open) && <Choices conditions={q} onChange={onChange} />}
      {hasConditions(q) && (
        <Button look="link" onClick={() => onChange({ ...conditionDefaults, view: q.view })}>
          清空条件
        </Button>
      )}
    </Bar>
  )
}

function Choices({ conditions: q, onChange }: FilterProps) {
  const { today } = useSession()
  const thisYear = Number(today.slice(0, 4))
  const years = [...new Set([thisYear + 1, thisYear, thisYear - 1, thisYear - 2, thisYear - 3])]
  if (q.year && !years.includes(q.year)) years.push(q.year)
  return (
    <>
      <Select
        layout="inline"
        label="事项"
        placeholder="全部"
        options={ruleOptions}
        value={q.rule}
        onChange={(rule) => onChange({ rule })}
      />
      <OrgFilter
        label="责任单位"
        value={q.owner}
        onChange={(owner) => onChange({ owner, exact: false })}
      />
      {q.unit !== '' && (
        <OrgFilter label="现管单位" value={q.unit} onChange={(unit) => onChange({ unit })} />
      )}
      <OrgFilter
        label="社区"
        kinds={kindsOfTie.community}
        value={q.community}
        onChange={(community) => onChange({ community, exact: false })}
      />
      <OrgFilter
        label="支部"
        kinds={kindsOfTie.branch}
        value={q.branch}
        onChange={(branch) => onChange({ branch, exact: false })}
      />
      <Select
        layout="inline"
        label="年份"
        placeholder="全部"
        options={years.map((year) => ({ value: String(year), label: `${year} 年` }))}
        value={q.year ? String(q.year) : ''}
        onChange={(year) => onChange({ year: Number(year) })}
      />
      {q.ground in grounds && (
        <Chip pressed onPress={() => onChange({ ground: '' })}>
          {grounds[q.ground as Ground]} ×
        </Chip>
      )}
      {q.since && (
        <Chip pressed onPress={() => onChange({ since: '' })}>
          {formatDay(q.since)}以来办结 ×
        </Chip>
      )}
    </>
  )
}

/** How many of the folded conditions narrow the list. */
function setCount(q: Conditions): number {
  return narrowing.filter((key) => key !== 'text' && q[key] !== conditionDefaults[key]).length
}

/** Whether anything but the view narrows the list. */
export function hasConditions(q: Conditions): boolean {
  return narrowing.some((key) => q[key] !== conditionDefaults[key])
}

const narrowing = (Object.keys(conditionDefaults) as (keyof Conditions)[]).filter(
  (key) => key !== 'view' && key !== 'exact',
)
