import { optionsOf as codesOf, type CodeSetName } from '#src/roster/codes.ts'
import { gaps, statuses } from '#src/roster/list.ts'
import { tags } from '#src/roster/tag.ts'
import { tieKinds } from '#src/orgs/org.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { CheckField, CheckRow, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { Fields } from '#src/web/kit/formParts.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import type { FilterProps } from './FilterBar.tsx'
import { AgeFilter } from './AgeFilter.tsx'
import { DayFilter } from './DayFilter.tsx'
import { conditionDefaults, type Conditions } from './query.ts'
import { useSearchable } from './useRights.ts'
import { periodOptions } from './words.ts'

interface MoreFiltersProps extends FilterProps {
  readonly open: boolean
  readonly onClose: () => void
}

type ListKey = {
  [K in keyof Conditions]: Conditions[K] extends readonly string[] ? K : never
}[keyof Conditions]

const codeFilters: readonly { key: ListKey; title: string; set: CodeSetName }[] = [
  { key: 'category', title: '类别', set: 'retirementCategory' },
  { key: 'gender', title: '性别', set: 'gender' },
  { key: 'managementTier', title: '管理层级', set: 'managementTier' },
  { key: 'unitNature', title: '单位性质', set: 'unitNature' },
  { key: 'livingArrangement', title: '居住状况', set: 'livingArrangement' },
  { key: 'selfCareLevel', title: '自理能力', set: 'selfCareLevel' },
  { key: 'politicalStatus', title: '政治面貌', set: 'politicalStatus' },
  { key: 'rank', title: '离退前级别', set: 'rank' },
  { key: 'healthStatus', title: '健康状况', set: 'healthStatus' },
]

const bound: Partial<Record<ListKey, 'health' | 'care' | 'living'>> = {
  selfCareLevel: 'care',
  healthStatus: 'health',
  livingArrangement: 'living',
}
const months = Array.from({ length: 12 }, (_, month) => ({
  value: String(month + 1),
  label: `${month + 1} 月`,
}))

/** Every condition of the list; each takes effect at once. */
export function MoreFilters({ open, onClose, conditions, onChange }: MoreFiltersProps) {
  const by = useSearchable()
  return (
    <SideSheet title="更多条件" wide open={open} onClose={onClose}>
      <div className="stack">
        <Fields>
          <Situation conditions={conditions} onChange={onChange} />
          {by.health && (
            <CheckField
              span="all"
              label="双高期（80 岁以上且患病或残疾）"
              value={conditions.highAgeHighIllness}
              onChange={(highAgeHighIllness) => onChange({ highAgeHighIllness })}
            />
          )}
          <CheckRow
            span="all"
            label="参加革命时期"
            options={periodOptions}
            value={conditions.period}
            onChange={(period) => onChange({ period })}
          />
          {codeFilters
            .filter(({ key }) => !bound[key] || by[bound[key]])
            .map(({ key, title, set }) => (
              <CheckRow
                key={key}
                span="all"
                label={title}
                options={codesOf(set).map(({ code, label }) => ({ value: code, label }))}
                value={conditions[key]}
                onChange={(value) => onChange({ [key]: value })}
              />
            ))}
        </Fields>
        <div className="submit-bar submit-bar-sticky">
          <Button look="primary" onClick={onClose}>
            看结果
          </Button>
          <Button onClick={() => onChange(conditionDefaults)}>清空条件</Button>
        </div>
      </div>
    </SideSheet>
  )
}

function Situation({ conditions, onChange }: FilterProps) {
  const by = useSearchable()
  return (
    <>
      <RadioRow
        span="all"
        label="在册情况"
        options={optionsOf(statuses)}
        value={conditions.status}
        onChange={(status) => onChange({ status })}
      />
      <AgeFilter conditions={conditions} onChange={onChange} />
      <Select
        label="按哪种归属"
        placeholder="任何一种"
        options={optionsOf(tieKinds)}
        value={conditions.tie}
        disabled={conditions.orgId === 0}
        hint={conditions.orgId === 0 ? '先在筛选行选择机构' : undefined}
        onChange={(tie) => onChange({ tie })}
      />
      <Select
        label="特殊情况标签"
        placeholder="不限"
        options={optionsOf(tags)}
        value={conditions.tag}
        onChange={(tag) => onChange({ tag })}
      />
      <Select
        label="信息缺口"
        placeholder="不限"
        options={optionsOf(gaps)}
        value={conditions.gap}
        onChange={(gap) => onChange({ gap })}
      />
      <NumberText
        label="多少天没有核实"
        unit="天"
        value={conditions.unverifiedDays || null}
        onChange={(days) =>
          onChange({ unverifiedDays: typeof days === 'number' && days <= 4000 ? days : 0 })
        }
      />
      {by.birth && (
        <Select
          label="出生月份"
          placeholder="不限"
          options={months}
          value={conditions.birthMonth ? String(conditions.birthMonth) : ''}
          onChange={(month) => onChange({ birthMonth: Number(month) })}
        />
      )}
      <DayFilter
        label="离退休时间从"
        value={conditions.retiredFrom}
        onChange={(retiredFrom) => onChange({ retiredFrom })}
      />
      <DayFilter
        label="离退休时间到"
        value={conditions.retiredTo}
        onChange={(retiredTo) => onChange({ retiredTo })}
      />
    </>
  )
}
