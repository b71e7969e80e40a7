import { useNavigate } from 'react-router'
import type { DutyRow } from '#src/duties/list.ts'
import { MenuButton, type MenuEntry } from '#src/web/kit/MenuButton.tsx'
import { useMay } from '#src/web/session.ts'
import type { Job, JobKind } from './act.ts'

interface DutyMenuProps {
  readonly row: DutyRow
  readonly onJob: (job: Job) => void
}

/** What else may be done with a duty: its details, waiving, the person's page. */
export function DutyMenu({ row, onJob }: DutyMenuProps) {
  const may = useMay()
  const navigate = useNavigate()
  const job = (kind: JobKind, title: string): MenuEntry => ({
    id: kind,
    title,
    onPress: () => onJob({ kind, row }),
  })
  const decidable = may('duties.waive')
  return (
    <MenuButton
      small
      label="更多"
      name={`${row.fullName}${row.title}的更多操作`}
      entries={[
        job('details', '查看依据'),
        ...(decidable && row.state === 'open' ? [job('waive', '免办…')] : []),
        ...(decidable && row.state === 'waived' ? [job('unwaive', '取消免办')] : []),
        {
          id: 'person',
          title: '打开个人档案',
          onPress: () => void navigate(`/roster/${row.retireeId}`),
        },
      ]}
    />
  )
}
