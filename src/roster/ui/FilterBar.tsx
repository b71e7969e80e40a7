import { useState } from 'react'
import { codeSets } from '#src/roster/codes.ts'
import { OrgPick } from '#src/orgs/ui/OrgPick.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { useCall } from '#src/web/useCall.ts'
import { AgeFilter } from './AgeFilter.tsx'
import { MoreFilters } from './MoreFilters.tsx'
import type { Conditions } from './query.ts'

export interface FilterProps {
  readonly conditions: Conditions
  readonly onChange: (patch: Partial<Conditions>) => void
}

/** The conditions used daily in a row; the others behind 更多条件. */
export function FilterBar({ conditions, onChange }: FilterProps) {
  const [open, setOpen] = useState(false)
  const narrow = useMedia('(max-width: 600px)')
  return (
    <Bar label="筛选条件">
      <FilterText
        label="查找"
        placeholder="姓名、拼音、号码"
        value={conditions.text}
        onChange={(next) => onChange({ text: next })}
      />
      <OrgFilter conditions={conditions} onChange={onChange} />
      {!narrow && <UsualFilters conditions={conditions} onChange={onChange} />}
      <Button icon="filter" onClick={() => setOpen(true)}>
        更多条件
      </Button>
      <MoreFilters
        open={open}
        onClose={() => setOpen(false)}
        conditions={conditions}
        onChange={onChange}
      />
    </Bar>
  )
}

function UsualFilters({ conditions, onChange }: FilterProps) {
  return (
    <>
      <OneOf
        label="类别"
        codes={codeSets.retirementCategory}
        value={conditions.category}
        onChange={(category) => onChange({ category })}
      />
      <OneOf
        label="级别"
        codes={codeSets.rank}
        value={conditions.rank}
        onChange={(rank) => onChange({ rank })}
      />
      <AgeFilter layout="inline" conditions={conditions} onChange={onChange} />
    </>
  )
}

function OrgFilter({ conditions: { orgId }, onChange }: FilterProps) {
  const org = useCall('orgs.get', { id: orgId }, { enabled: orgId > 0 })
  const title = org.data?.name ?? (org.error ? '找不到的机构' : '…')
  return (
    <OrgPick
      layout="inline"
      label="机构"
      placeholder="全部"
      value={orgId ? { id: orgId, title } : null}
      onChange={(item) => onChange(item ? { orgId: Number(item.id) } : { orgId: 0, tie: '' })}
    />
  )
}

interface OneOfProps {
  readonly label: string
  readonly codes: Readonly<Record<string, string>>
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** One of a code set here; several can be chosen behind 更多条件. */
function OneOf({ label, codes, value, onChange }: OneOfProps) {
  return (
    <Select
      layout="inline"
      label={label}
      placeholder={value.length > 1 ? `已选 ${value.length} 项` : '全部'}
      options={optionsOf(codes)}
      value={value.length === 1 ? (value[0] as string) : ''}
      onChange={(code) => onChange(code ? [code] : [])}
    />
  )
}
