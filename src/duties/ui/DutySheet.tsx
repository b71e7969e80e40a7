import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { grounds } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { policyWords } from '#src/policy/words.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Stack } from '#src/web/kit/page.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { DueTag } from './DueTag.tsx'
import { DutyButton } from './DutyButton.tsx'
import type { Job } from './act.ts'

interface DutySheetProps {
  readonly row: DutyRow
  readonly open: boolean
  readonly onClose: () => void
  readonly onJob: (job: Job) => void
}

/** One duty in full: what, why, by whom and when, on what ground, and what closes it. */
export function DutySheet({ row, open, onClose, onJob }: DutySheetProps) {
  const may = useMay()
  return (
    <SideSheet title={`${row.fullName}：${row.title}`} open={open} onClose={onClose}>
      <Stack>
        <KeyValue
          facts={[
            { label: '状态', value: <DueTag row={row} /> },
            { label: '为什么', value: row.reason },
            { label: '责任单位', value: row.ownerName },
            { label: '起办日期', value: formatDay(row.fromOn) },
            { label: '到期日期', value: formatDay(row.dueOn) },
            { label: '办结条件', value: row.closedBy },
            ...(row.closedOn
              ? [{ label: closedWord[row.state], value: formatDay(row.closedOn) }]
              : []),
            ...(row.waivedWhy ? [{ label: '免办理由', value: row.waivedWhy }] : []),
            { label: '老同志', value: <Link to={`/roster/${row.retireeId}`}>{row.fullName}</Link> },
            { label: '现管单位', value: row.managingUnit },
            { label: '社区', value: row.community },
          ]}
        />
        <div className="actions">
          <DutyButton row={row} onJob={onJob} />
          {row.state === 'open' && may('duties.waive') && (
            <Button onClick={() => onJob({ kind: 'waive', row })}>免办</Button>
          )}
          {row.state === 'waived' && may('duties.waive') && (
            <Button onClick={() => onJob({ kind: 'unwaive', row })}>取消免办</Button>
          )}
        </div>
        <h3>依据</h3>
        <KeyValue
          facts={[
            { label: '法规', value: row.basis },
            { label: '本地文件', value: row.policyTitle },
            { label: '文号', value: row.documentNo },
            { label: '类别', value: grounds[row.ground] },
          ]}
        />
        {may('policy.read') && <PolicyText row={row} />}
      </Stack>
    </SideSheet>
  )
}

const closedWord = {
  open: '',
  done: '办结日期',
  waived: '免办日期',
  withdrawn: '撤销日期',
} as const

function PolicyText({ row }: { readonly row: DutyRow }) {
  const list = useCall('policy.list', { code: row.rule, orgId: row.ownerId, on: row.dueOn })
  return (
    <Loaded of={list} lines={5}>
      {([policy]) => {
        const version = policy?.versions.find(
          ({ documentNo, title }) => documentNo === row.documentNo && title === row.policyTitle,
        )
        if (!version) return <Empty title="这份文件不在您可查看的范围内" />
        return (
          <KeyValue
            facts={[
              { label: '适用范围', value: version.orgName },
              { label: '自何日起', value: formatDay(version.validFrom) },
              { label: '规定', value: policyWords(row.rule, version.value) },
              { label: '说明', value: version.source },
            ]}
          />
        )
      }}
    </Loaded>
  )
}
