import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { stepTitles } from '#src/hardship/course.ts'
import type { CaseDetail } from '#src/hardship/case.operations.ts'
import { categories, channels, ways } from '#src/hardship/hardship.ts'
import { download } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { KeyValue, Timeline } from '#src/web/kit/facts.tsx'
import { Columns, PageHead, Section, Stack } from '#src/web/kit/page.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { StageTag } from './StageTag.tsx'
import { stepForms, type StepForm } from './steps.ts'

const StepDialog = lazy(async () => ({ default: (await import('./StepDialog.tsx')).StepDialog }))
const PlanDialog = lazy(async () => ({ default: (await import('./PlanDialog.tsx')).PlanDialog }))

/** One application: what is known, how it went, what comes next. */
export function CasePage() {
  const id = Number(useParams()['id'])
  const found = useCall('hardship.get', { id })
  return (
    <Loaded of={found} lines={12}>
      {(detail) => <Found detail={detail} />}
    </Loaded>
  )
}

function Found({ detail }: { readonly detail: CaseDetail }) {
  const may = useMay()
  const [form, setForm] = useState<StepForm | 'plan'>()
  const { id, fullName, survivor, stage, urgent, next } = detail
  const possible = stepForms.filter(
    ({ kind, permission }) => next.includes(kind) && may(permission),
  )
  const primary = possible.find(({ danger }) => !danger)
  const isOver = stage === 'declined' || stage === 'ended'
  return (
    <>
      <PageHead
        title={survivor ? `${fullName}的遗属 ${survivor}` : fullName}
        note={`第 ${id} 号申请，${categories[detail.category]}`}
        tags={<StageTag stage={stage} urgent={urgent} />}
        back={{ to: '/hardship', title: '困难帮扶' }}
        actions={
          <>
            {stage === 'publicised' && may('hardship.manage') && (
              <Button icon="print" onClick={() => void download('hardship.printNotice', { id })}>
                打印公示
              </Button>
            )}
            {possible.map((one) => (
              <Button
                key={one.kind}
                look={one === primary ? 'primary' : one.danger ? 'danger' : 'plain'}
                onClick={() => setForm(one)}
              >
                {one.button}
              </Button>
            ))}
          </>
        }
      />
      <Waiting detail={detail} />
      <Columns split="2:1">
        <Stack>
          <Section title="申请">
            <Facts detail={detail} />
          </Section>
          <Section title="经过">
            <Timeline items={detail.steps.map(stepItem)} />
          </Section>
        </Stack>
        <Section
          title="一对一帮扶"
          actions={
            may('hardship.manage') &&
            !isOver && (
              <Button small onClick={() => setForm('plan')}>
                {detail.plan ? '调整' : '制定'}
              </Button>
            )
          }
        >
          <PlanFacts plan={detail.plan} />
        </Section>
      </Columns>
      {form && (
        <Suspense>
          {form === 'plan' ? (
            <PlanDialog id={id} plan={detail.plan} onClose={() => setForm(undefined)} />
          ) : (
            <StepDialog id={id} form={form} onClose={() => setForm(undefined)} />
          )}
        </Suspense>
      )}
    </>
  )
}

/** What stands between this stage and the next, in a sentence. */
function Waiting({
  detail: { stage, course, publicUntil, recheckOn },
}: {
  readonly detail: CaseDetail
}) {
  const { today } = useSession()
  if (stage === 'publicised' && course.objections > 0)
    return <Notice tone="warn">还有 {course.objections} 条异议没有处理，处理后才能批准。</Notice>
  if (stage === 'publicised' && publicUntil && publicUntil >= today)
    return <Notice tone="info">公示到 {formatDay(publicUntil)}，期满次日起可以批准。</Notice>
  if (stage === 'approved' && recheckOn && recheckOn <= today)
    return <Notice tone="warn">帮扶满一年，应在 {formatDay(recheckOn)} 前复核。</Notice>
  return null
}

function Facts({ detail }: { readonly detail: CaseDetail }) {
  const { retireeId, fullName, unit, appliedOn, appliedBy, channel, reason } = detail
  const { way, amountFen, fromMonth, toMonth, paidFen, recheckOn, stage } = detail
  const span = way === 'monthly' ? `，${fromMonth} 至 ${toMonth}` : ''
  const grant =
    way && amountFen !== null ? `${ways[way]} ${formatFen(amountFen)} 元${span}` : '未定'
  return (
    <KeyValue
      columns={2}
      facts={[
        { label: '老同志', value: <Link to={`/roster/${retireeId}`}>{fullName}</Link> },
        { label: '现管单位', value: unit ?? '未登记' },
        { label: '申请日期', value: formatDay(appliedOn) },
        { label: '申请人', value: `${appliedBy}（${channels[channel]}）` },
        { label: '帮扶', value: grant },
        { label: '已发', value: `${formatFen(paidFen)} 元` },
        ...(stage === 'approved' && recheckOn
          ? [{ label: '下次复核', value: formatDay(recheckOn) }]
          : []),
        { label: '困难情况', value: reason ?? '已过保存期限，或密钥不在', wide: true },
      ]}
    />
  )
}

function stepItem({
  id,
  kind,
  onDay,
  by,
  org,
  note,
  amountFen,
  untilOn,
}: CaseDetail['steps'][number]) {
  const amount = amountFen === null ? '' : `${formatFen(amountFen)} 元`
  const until = untilOn ? `至 ${formatDay(untilOn)}` : ''
  const words = [amount, note, until].filter(Boolean).join('，')
  return {
    id: String(id),
    on: formatDay(onDay),
    title: stepTitles[kind],
    by: [org, by].filter(Boolean).join(' '),
    children: words ? <p>{words}</p> : undefined,
  }
}

function PlanFacts({ plan }: Pick<CaseDetail, 'plan'>) {
  if (!plan) return <Empty title="还没有制定">指定一位帮扶人，写明措施和下次检查的日期。</Empty>
  return (
    <KeyValue
      columns={1}
      facts={[
        { label: '帮扶人', value: plan.helper },
        { label: '电话', value: plan.phone ?? '未登记' },
        { label: '措施', value: plan.measures ?? '已过保存期限，或密钥不在' },
        { label: '下次检查', value: formatDay(plan.reviewOn) },
      ]}
    />
  )
}
