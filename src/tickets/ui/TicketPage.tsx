import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { caseSteps, type CaseStep } from '#src/cases/case.ts'
import { formatDay } from '#src/kernel/day.ts'
import type { StepShown } from '#src/tickets/one.ts'
import {
  answerWays,
  ratings,
  ticketCategories,
  ticketSources,
  type Rating,
} from '#src/tickets/ticket.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { KeyValue, Timeline, type TimelineItem } from '#src/web/kit/facts.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { Columns, PageHead, Section, Stack } from '#src/web/kit/page.tsx'
import { Empty, ErrorBox, Skeleton } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { Paragraphs } from './Paragraphs.tsx'
import { Actions } from './Actions.tsx'
import { StepDialog, type Act } from './StepDialog.tsx'
import { dayOrDash, DueTag, ownerWords, StateTag } from './words.tsx'

export type Shown = OutputOf<'tickets.get'>

/** One matter with its whole course, and what may be done next. */
export function TicketPage() {
  const id = Number(useParams()['id'])
  const known = Number.isSafeInteger(id)
  const ticket = useCall('tickets.get', { id }, { enabled: known })
  if (ticket.data) return <Matter key={id} ticket={ticket.data} />
  return (
    <>
      <PageHead title="事项" back={{ to: '/tickets', title: '事项' }} />
      <Section>
        {!known || ticket.error?.kind === 'missing' ? (
          <Empty title="没有这个事项">地址不对，或者不在您的范围内。</Empty>
        ) : ticket.error ? (
          <ErrorBox error={ticket.error} onRetry={() => void ticket.refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </Section>
    </>
  )
}

function Matter({ ticket }: { readonly ticket: Shown }) {
  const [act, setAct] = useState<Act>()
  const { title, number, urgent, readable, hasDetail } = ticket
  return (
    <>
      <PageHead
        title={title}
        note={`编号 ${number}`}
        back={{ to: '/tickets', title: '事项' }}
        tags={
          <>
            <StateTag {...ticket} />
            <DueTag row={ticket} />
            {urgent && <Tag tone="err">紧急</Tag>}
          </>
        }
        actions={<Actions ticket={ticket} onAct={setAct} />}
      />
      {!readable && (
        <Notice tone="info">
          具体情况和办理内容只给办理的单位看。确有需要，请先在
          <Link to={`/roster/${ticket.retireeId}`}>{ticket.fullName}的档案</Link>里写明用途。
        </Notice>
      )}
      {ticket.left && <Notice tone="warn">这位老同志已去世或离册，答复请告知家属。</Notice>}
      <Columns split="side">
        <Stack>
          <Section title="基本情况">
            <KeyValue facts={factsOf(ticket)} />
          </Section>
          {hasDetail && readable && (
            <Section title="具体情况">
              <Paragraphs text={ticket.detail ?? '密钥缺失，暂时不能查看'} />
            </Section>
          )}
        </Stack>
        <Section title="办理经过" note={`${ticket.course.length} 步`}>
          <Timeline items={ticket.course.toReversed().map(itemOf)} />
        </Section>
      </Columns>
      {act && <StepDialog act={act} ticket={ticket} onClose={() => setAct(undefined)} />}
    </>
  )
}

function factsOf(ticket: Shown) {
  const { retireeId, fullName, category, source, openedOn, dueOn, rating } = ticket
  return [
    { label: '老同志', value: <Link to={`/roster/${retireeId}`}>{fullName}</Link> },
    { label: '类别', value: ticketCategories[category] },
    { label: '来源', value: ticketSources[source] },
    { label: '承办', value: ownerWords(ticket) },
    ...(ticket.offeredTo ? [{ label: '已转办', value: `${ticket.offeredTo}，待接收` }] : []),
    { label: '登记', value: formatDay(openedOn) },
    { label: '期限', value: formatDay(dueOn) },
    { label: '答复', value: dayOrDash(ticket.answeredOn) },
    { label: '办结', value: dayOrDash(ticket.closedOn) },
    ...(rating ? [{ label: '服务评价', value: ratings[rating as Rating] }] : []),
  ]
}

const tones: Partial<Record<CaseStep, TimelineItem['tone']>> = {
  answered: 'ok',
  closed: 'ok',
  returned: 'warn',
  extended: 'warn',
  reopened: 'warn',
}

function itemOf(step: StepShown): TimelineItem {
  const { id, kind, on, at, person, org, way, dueOn, rating, note } = step
  const to = [step.toOrg, step.toPerson].filter(Boolean).join(' ')
  const lines = [
    to && kind !== 'registered' && `给：${to}`,
    to && kind === 'registered' && `承办：${to}`,
    way && `方式：${answerWays[way]}`,
    dueOn && `期限：${formatDay(dueOn)}`,
    rating && `评价：${ratings[rating as Rating]}`,
  ].filter(Boolean)
  return {
    id,
    on: formatDay(on),
    title: caseSteps[kind],
    tone: tones[kind],
    by: [org, person ?? '系统', clockTime(at)].filter(Boolean).join('　'),
    ...((lines.length > 0 || note) && {
      children: (
        <>
          {lines.length > 0 && <p className="muted">{lines.join('　')}</p>}
          {note && <Paragraphs text={note} />}
        </>
      ),
    }),
  }
}
