import type { OrgKind } from '#src/orgs/org.ts'
import { OrgPick } from '#src/orgs/ui/OrgPick.tsx'
import { useCall } from '#src/web/useCall.ts'

interface OrgFilterProps {
  readonly label: string
  readonly kinds?: readonly OrgKind[] | undefined
  /** The number of an organisation, `none` for those without one, or empty. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One organisation as a condition; what the address names is shown by its name. */
export function OrgFilter({ label, kinds, value, onChange }: OrgFilterProps) {
  const id = Number(value)
  const org = useCall('orgs.get', { id }, { enabled: id > 0 })
  const title = value === 'none' ? '未登记' : (org.data?.name ?? (org.error ? '找不到的机构' : '…'))
  return (
    <OrgPick
      layout="inline"
      label={label}
      placeholder="全部"
      kinds={kinds}
      value={value ? { id: value, title } : null}
      onChange={(item) => onChange(item ? String(item.id) : '')}
    />
  )
}
