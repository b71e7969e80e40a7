import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import type { DutyRow } from '#src/duties/list.ts'
import type { Job } from '#src/duties/ui/act.ts'
import { DueTag } from '#src/duties/ui/DueTag.tsx'
import { DutyButton } from '#src/duties/ui/DutyButton.tsx'
import { DutyMenu } from '#src/duties/ui/DutyMenu.tsx'
import { dutiesHref, type View } from '#src/duties/ui/query.ts'
import { useDutyJobs } from '#src/duties/ui/useDutyJobs.tsx'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Figures, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, ErrorBox, Skeleton } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useSession } from '#src/web/session.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { timingWords, useDue } from './useDue.ts'

/** What is due: today, this week, overdue and soon, each in order of the day. */
export function DueSection() {
  const { post } = useSession()
  const [q, change] = useQueryState({ own: false })
  const { onJob, windows } = useDutyJobs()
  const owner = q.own && post ? String(post.orgId) : ''
  const due = useDue(owner)
  const href = (view: View) => dutiesHref({ view, owner })
  return (
    <Section
      title="应办事项"
      note="今天的在前"
      flush
      actions={
        <span className="actions" role="group" aria-label="范围">
          <Chip pressed={!q.own} onPress={() => change({ own: false })}>
            辖区全部
          </Chip>
          <Chip pressed={q.own} onPress={() => change({ own: true })}>
            本单位承办
          </Chip>
        </span>
      }
    >
      <div className="card-line">
        <Figures
          figures={due.groups.map(({ timing, total }) => ({
            label: timingWords[timing],
            value: total ?? '…',
            unit: '件',
            to: href(timing),
          }))}
        />
      </div>
      {due.error ? (
        <ErrorBox error={due.error} onRetry={due.retry} />
      ) : due.loading ? (
        <div className="card-line">
          <Skeleton lines={8} />
        </div>
      ) : (
        <div className="plain-rows">
          <SimpleTable
            label="应办事项列表"
            columns={columnsOf(onJob)}
            rows={due.rows}
            rowKey={({ retireeId, rule, period }) => `${retireeId} ${rule} ${period}`}
            empty={<NothingDue own={q.own} />}
          />
        </div>
      )}
      {due.more > 0 && (
        <div className="table-more">
          <ButtonLink look="link" to={href('open')}>
            {`查看全部待办，另有 ${due.more.toLocaleString('zh-CN')} 件未列出`}
          </ButtonLink>
        </div>
      )}
      {windows}
    </Section>
  )
}

function columnsOf(onJob: (job: Job) => void): readonly SimpleColumn<DutyRow>[] {
  return [
    {
      key: 'due',
      title: '时限',
      cell: (row) => (
        <span className="two-lines">
          <DueTag row={row} />
          <small className="muted">{formatDay(row.dueOn)}</small>
        </span>
      ),
    },
    {
      key: 'who',
      title: '对象',
      cell: (row) => (
        <span className="two-lines">
          <Link to={`/roster/${row.retireeId}`}>{row.fullName}</Link>
          <small className="muted">{row.managingUnit ?? row.community}</small>
          {row.ownerName !== row.managingUnit && (
            <small className="muted">由{row.ownerName}办理</small>
          )}
        </span>
      ),
    },
    {
      key: 'what',
      title: '事项',
      cell: (row) => (
        <span className="two-lines">
          <span>{row.title}</span>
          <small className="muted">{row.reason}</small>
        </span>
      ),
    },
    {
      key: 'act',
      title: '办理',
      align: 'right',
      cell: (row) => (
        <span className="row-acts">
          <DutyButton row={row} onJob={onJob} small />
          <DutyMenu row={row} onJob={onJob} />
        </span>
      ),
    },
  ]
}

function NothingDue({ own }: { readonly own: boolean }) {
  return (
    <Empty title={own ? '本单位没有待办事项' : '没有待办事项'}>
      {own ? '换到“辖区全部”，看看其他单位的事项。' : '到期前会自动列在这里。'}
    </Empty>
  )
}
