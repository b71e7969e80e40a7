import { lazy, Suspense, useEffect, useState } from 'react'
import { dutyPlaces } from '#src/calls/call.ts'
import { formatDay } from '#src/kernel/day.ts'
import { call as ask } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Columns, PageHead, Section } from '#src/web/kit/page.tsx'
import { Empty, Skeleton } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { useAlarm } from './alarm.ts'
import { CallItem } from './CallItem.tsx'
import { CallPanel } from './CallPanel.tsx'
import './desk.css'
import { useDesk, type DeskState, type LiveCall } from './deskFeed.ts'

const TakeDialog = lazy(async () => ({ default: (await import('./TakeDialog.tsx')).TakeDialog }))
const DrillDialog = lazy(async () => ({ default: (await import('./DrillDialog.tsx')).DrillDialog }))

const most = 100

/** The duty desk: every call at once, with sound, and what has to be known to help. */
export function DeskPage() {
  const may = useMay()
  const desk = useDesk()
  const [{ call }, change] = useQueryState({ call: 0 })
  const [dialog, setDialog] = useState<'take' | 'drill'>()
  const ringing = desk.calls.filter(({ state }) => state === 'ringing')
  const open = desk.calls.filter(({ state }) => state !== 'closed' && state !== 'ringing')
  const alarm = useAlarm(ringing.length > 0)
  useShown(ringing)
  const narrow = useMedia('(max-width: 899px)')
  const close = () => setDialog(undefined)
  const note = desk.read ? `待接听 ${ringing.length}，处置中 ${open.length}` : '正在读取'
  return (
    <>
      <PageHead
        title="值班台"
        note={note}
        tags={<LinkTag desk={desk} />}
        actions={
          <>
            <Button
              icon="bell"
              onClick={alarm.on ? alarm.turnOff : alarm.turnOn}
              aria-pressed={alarm.on}
            >
              {alarm.on ? '声音已开' : '开启声音'}
            </Button>
            {may('calls.manage') && <Button onClick={() => setDialog('drill')}>演练</Button>}
            {may('calls.answer') && (
              <Button look="primary" icon="plus" onClick={() => setDialog('take')}>
                登记来电
              </Button>
            )}
          </>
        }
      />
      {!alarm.on && (
        <Notice tone="warn">声音没有开。浏览器要求先点一次「开启声音」，来了呼叫才能响铃。</Notice>
      )}
      <OnDuty />
      <Columns split="1:1">
        {narrow && call > 0 && <Handling id={call} desk={desk} />}
        <Section title="呼叫" flush>
          <CallList desk={desk} chosen={call} onChoose={(id) => change({ call: id })} />
        </Section>
        {!(narrow && call > 0) && <Handling id={call} desk={desk} />}
      </Columns>
      <Suspense>
        {dialog === 'take' && <TakeDialog onClose={close} onTaken={(id) => change({ call: id })} />}
        {dialog === 'drill' && <DrillDialog onClose={close} />}
      </Suspense>
    </>
  )
}

function Handling({ id, desk }: { readonly id: number; readonly desk: DeskState }) {
  const version = desk.calls.find((call) => call.id === id)?.version ?? 0
  return (
    <Section title="处置">
      {id > 0 ? (
        <CallPanel key={id} id={id} version={version} />
      ) : (
        <Empty title="请选择一次呼叫">接听后这里显示住址、联系人和健康提示。</Empty>
      )}
    </Section>
  )
}

function CallList({
  desk,
  chosen,
  onChoose,
}: {
  readonly desk: DeskState
  readonly chosen: number
  readonly onChoose: (id: number) => void
}) {
  const duty = useCall('calls.onDuty', {}, { every: 15_000 })
  const accountId = duty.data?.accountId ?? 0
  if (!desk.read) return <Skeleton lines={4} />
  if (desk.calls.length === 0)
    return <Empty title="现在没有呼叫">来了呼叫会立刻显示在这里，并响铃。</Empty>
  const rest = desk.calls.length - most
  return (
    <>
      <ul className="call-list" aria-label="呼叫">
        {desk.calls.slice(0, most).map((call) => (
          <CallItem
            key={call.id}
            call={call}
            chosen={call.id === chosen}
            ahead={desk.ahead}
            mine={call.told.includes(accountId)}
            onChoose={() => onChoose(call.id)}
          />
        ))}
      </ul>
      {rest > 0 && <p className="muted call-rest">还有 {rest} 次呼叫，处置上面的后依次显示。</p>}
    </>
  )
}

const linkWords = {
  opening: ['正在连接', 'plain'],
  live: ['实时', 'ok'],
  polling: ['实时线路中断，每 2 秒查询', 'warn'],
  lost: ['连不上服务器', 'err'],
} as const

function LinkTag({ desk }: { readonly desk: DeskState }) {
  const [words, tone] = linkWords[desk.link]
  return <Tag tone={tone}>{words}</Tag>
}

/** Who has the desk now; while it is the one who looks, an open desk keeps the session alive. */
function OnDuty() {
  const duty = useCall('calls.onDuty', {}, { every: 15_000 })
  const mine = duty.data?.mine ?? false
  useEffect(() => {
    if (!mine) return undefined
    const timer = setInterval(() => void ask('session.me', {}).catch(() => undefined), 300_000)
    return () => clearInterval(timer)
  }, [mine])
  if (!duty.data) return null
  const { day, partTitle, people } = duty.data
  const names = people.map(({ place, name }) => `${dutyPlaces[place]}${name}`).join('，')
  return (
    <p className="muted call-duty" role="status">
      {formatDay(day)}
      {partTitle}：{names || '没有排班，呼叫直接通知局领导'}
      {mine && '（您正在值班）'}
    </p>
  )
}

/** Tells the server which calls have come on a screen. */
function useShown(ringing: readonly LiveCall[]): void {
  const may = useMay()
  const answers = may('calls.answer')
  const fresh = ringing.filter(({ shownAt }) => shownAt === null).map(({ id }) => id)
  const key = fresh.slice(0, 100).join()
  useEffect(() => {
    if (key === '' || !answers) return
    void ask('calls.shown', { ids: key.split(',').map(Number) }).catch(() => undefined)
  }, [key, answers])
}
