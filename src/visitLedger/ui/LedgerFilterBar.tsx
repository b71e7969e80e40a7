import { useState } from 'react'
import { OrgFilter } from '#src/duties/ui/OrgFilter.tsx'
import { visitReasons, visitWays } from '#src/visits/visit.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { filtersOf, ledgerDefaults, type LedgerQuery } from './query.ts'

interface LedgerFilterProps {
  readonly query: LedgerQuery
  readonly onChange: (patch: Partial<LedgerQuery>) => void
}

/** The conditions; on a telephone all but the name fold behind a button. */
export function LedgerFilterBar({ query: q, onChange }: LedgerFilterProps) {
  const narrow = useMedia('(max-width: 600px)')
  const [open, setOpen] = useState(false)
  const set = Object.keys(filtersOf(q)).length
  return (
    <Bar label="筛选条件">
      <FilterText
        label="姓名"
        placeholder="姓名或拼音"
        chars={6}
        value={q.name}
        onChange={(name) => onChange({ name })}
      />
      {narrow && (
        <Button icon="filter" aria-expanded={open} onClick={() => setOpen(!open)}>
          {set > 0 ? `筛选 ${set}` : '筛选'}
        </Button>
      )}
      {(!narrow || open) && <Choices query={q} onChange={onChange} />}
      {set > 0 && (
        <Button look="link" onClick={() => onChange({ ...ledgerDefaults, size: q.size })}>
          清空条件
        </Button>
      )}
    </Bar>
  )
}

function Choices({ query: q, onChange }: LedgerFilterProps) {
  return (
    <>
      <DateText
        layout="inline"
        label="自"
        wholeDay
        value={q.from}
        onChange={(from) => onChange({ from })}
      />
      <DateText
        layout="inline"
        label="至"
        wholeDay
        value={q.to}
        onChange={(to) => onChange({ to })}
      />
      <Select
        layout="inline"
        label="事由"
        placeholder="全部"
        options={optionsOf(visitReasons)}
        value={q.reason}
        onChange={(reason) => onChange({ reason })}
      />
      <Select
        layout="inline"
        label="方式"
        placeholder="全部"
        options={optionsOf(visitWays)}
        value={q.way}
        onChange={(way) => onChange({ way })}
      />
      <OrgFilter label="登记单位" value={q.org} onChange={(org) => onChange({ org })} />
      <FilterText
        label="走访人"
        placeholder="走访人或领导"
        chars={7}
        value={q.visitor}
        onChange={(visitor) => onChange({ visitor })}
      />
      <Chip pressed={q.needs} onPress={() => onChange({ needs: !q.needs })}>
        提出了事的
      </Chip>
      <Chip pressed={q.gift} onPress={() => onChange({ gift: !q.gift })}>
        有慰问的
      </Chip>
      <Chip pressed={q.leaders} onPress={() => onChange({ leaders: !q.leaders })}>
        领导走访
      </Chip>
    </>
  )
}
