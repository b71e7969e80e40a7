import { useState } from 'react'
import type { Filters } from '#src/roster/list.ts'
import { sensitiveIn } from '#src/roster/sought.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { useCall } from '#src/web/useCall.ts'
import type { Conditions } from './query.ts'

/** Whether the list may be asked for: sensitive conditions need a purpose, some purposes a case. */
export function useMaySeek(filters: Filters): boolean {
  const rights = useCall('roster.rights', {})
  const sensitive = sensitiveIn(filters)
  if (sensitive.length === 0) return true
  const named = rights.data?.purposes.find(({ code }) => code === filters.purpose)
  if (!named || !sensitive.every(({ bundle }) => named.opens.includes(bundle))) return false
  return !named.needsCase || (filters.caseText?.length ?? 0) >= 2
}

interface SoughtPurposeProps {
  readonly filters: Filters
  readonly onChange: (patch: Partial<Conditions>) => void
}

/** Asks what people are looked for by health, care or money for; drawn only for such conditions. */
export function SoughtPurpose({ filters, onChange }: SoughtPurposeProps) {
  const rights = useCall('roster.rights', {})
  const sensitive = sensitiveIn(filters)
  const [purpose, setPurpose] = useState<string>(filters.purpose ?? '')
  const [caseText, setCaseText] = useState(filters.caseText ?? '')
  if (sensitive.length === 0) return null
  const offered = (rights.data?.purposes ?? []).filter(({ opens }) =>
    sensitive.every(({ bundle }) => opens.includes(bundle)),
  )
  const chosen = offered.find(({ code }) => code === purpose)
  const words = [...new Set(sensitive.map((one) => one.words))].join('、')
  return (
    <Bar label="查找用途">
      <span>按{words}查找要说明用途，查到的老同志会知道：</span>
      <Select
        layout="inline"
        label="用途"
        placeholder="请选择"
        options={offered.map(({ code, title }) => ({ value: code, label: title }))}
        value={purpose}
        onChange={(code) => {
          setPurpose(code)
          const named = offered.find((one) => one.code === code)
          if (named && !named.needsCase) onChange({ purpose: code, caseText: '' })
        }}
      />
      {chosen?.needsCase && (
        <>
          <TextField
            layout="inline"
            label="事项或编号"
            maxLength={80}
            value={caseText}
            onChange={setCaseText}
          />
          <Button
            small
            look="primary"
            aria-disabled={caseText.trim().length < 2}
            onClick={() => onChange({ purpose, caseText: caseText.trim() })}
          >
            查找
          </Button>
        </>
      )}
    </Bar>
  )
}
