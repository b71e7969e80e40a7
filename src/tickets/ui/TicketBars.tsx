import { caseStates } from '#src/cases/case.ts'
import { formatDay } from '#src/kernel/day.ts'
import { outcomes, type Outcome } from '#src/tickets/shape.ts'
import { ticketCategories, ticketSources } from '#src/tickets/ticket.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { conditionDefaults, hasConditions, views, type Conditions, type View } from './query.ts'

interface ViewChipsProps {
  readonly shown: View
  readonly onView: (view: View) => void
}

/** Which list, with the counts of the whole reach. */
export function ViewChips({ shown, onView }: ViewChipsProps) {
  const counts = useCall('tickets.counts', {}).data
  const known: Partial<Record<View, number>> = counts ?? {}
  return (
    <Bar label="范围">
      {(Object.keys(views) as View[]).map((view) => (
        <Chip key={view} pressed={view === shown} onPress={() => onView(view)}>
          {views[view]}
          {known[view] !== undefined && ` ${known[view]}`}
        </Chip>
      ))}
    </Bar>
  )
}

interface ConditionsProps {
  readonly q: Conditions
  readonly onChange: (patch: Partial<Conditions>) => void
}

/** The other conditions of the list. */
export function ConditionBar({ q, onChange }: ConditionsProps) {
  const { outcome, from, to, owner } = q
  return (
    <Bar label="筛选条件">
      <FilterText
        label="查找"
        placeholder="姓名、事项或编号"
        chars={10}
        value={q.text}
        onChange={(text) => onChange({ text })}
      />
      <Select
        layout="inline"
        label="类别"
        placeholder="全部"
        options={optionsOf(ticketCategories)}
        value={q.category}
        onChange={(category) => onChange({ category })}
      />
      <Select
        layout="inline"
        label="来源"
        placeholder="全部"
        options={optionsOf(ticketSources)}
        value={q.source}
        onChange={(source) => onChange({ source })}
      />
      <Select
        layout="inline"
        label="进展"
        placeholder="全部"
        options={optionsOf(caseStates)}
        value={q.state}
        onChange={(state) => onChange({ state })}
      />
      {outcome in outcomes && (
        <Chip pressed onPress={() => onChange({ outcome: '' })}>
          {outcomes[outcome as Outcome]} ×
        </Chip>
      )}
      {from && (
        <Chip pressed onPress={() => onChange({ from: '', to: '' })}>
          {formatDay(from)}至{formatDay(to)}登记 ×
        </Chip>
      )}
      {owner && (
        <Chip pressed onPress={() => onChange({ owner: '' })}>
          按承办单位 ×
        </Chip>
      )}
      {hasConditions(q) && (
        <Button look="link" onClick={() => onChange({ ...conditionDefaults, view: q.view })}>
          清空条件
        </Button>
      )}
    </Bar>
  )
}
