import './visits.css'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { Tag, type Tone } from '#src/web/kit/Tag.tsx'
import { refreshCalls } from '#src/web/useCall.ts'
import { FollowedPanel } from './FollowedPanel.tsx'
import {
  ageWords,
  isDue,
  isEditable,
  isUnsent,
  itemStates,
  mostItems,
  type Item,
  type ItemState,
} from './outbox/item.ts'
import { dropItem, useOutbox } from './outbox/outbox.ts'
import { flush } from './outbox/send.ts'
import { staleAfterVisit } from './stale.ts'

const tones: Readonly<Record<ItemState, Tone>> = {
  draft: 'plain',
  waiting: 'info',
  sending: 'info',
  refused: 'err',
  delivered: 'ok',
}

/** What waits on this device, each with its state; nothing of it is on the server yet. */
export function OutboxPage() {
  const { items, lasting, ready } = useOutbox()
  const client = useQueryClient()
  const online = useOnline()
  const now = useNow()
  const [busy, setBusy] = useState(false)
  const unsent = items.filter(isUnsent)
  async function send() {
    setBusy(true)
    await flush()
    await refreshCalls(client, staleAfterVisit)
    setBusy(false)
  }
  return (
    <>
      <PageHead
        title="待发送的走访"
        note={`${unsent.length} 条没有送达，最多 ${mostItems} 条`}
        back={{ to: '/visits', title: '走访台账' }}
        actions={
          <>
            {items.some(isDue) && (
              <Button busy={busy} onClick={() => void send()}>
                现在发送
              </Button>
            )}
            <ButtonLink look="primary" icon="plus" to="/visits/new">
              登记走访
            </ButtonLink>
          </>
        }
      />
      {!online && <Notice>没有网络，可以照常登记；恢复后自动发送。</Notice>}
      {ready && !lasting && (
        <Notice tone="warn">这个地址不是 https，内容只留在本页，请不要关闭。</Notice>
      )}
      <Section flush>
        {items.length === 0 ? (
          <Empty title="没有待发送的走访">登记时没有网络的，会先存在这里。</Empty>
        ) : (
          <ul className="outbox" aria-label="待发送的走访">
            {items.toReversed().map((item) => (
              <OutboxLine key={item.id} item={item} now={now} />
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}

function OutboxLine({ item, now }: { readonly item: Item; readonly now: number }) {
  const { id, state, fullName, changedAt, photos, sentence, followed } = item
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const who = fullName || '还没有选人'
  return (
    <li>
      <div className="outbox-head">
        <b>{who}</b>
        <Tag tone={tones[state]}>{itemStates[state]}</Tag>
        <span className="muted">
          {ageWords(changedAt, now)}
          {photos.length > 0 && `，照片 ${photos.length} 张`}
        </span>
        <span className="actions">
          {isEditable(item) && (
            <Button small onClick={() => void navigate(`/visits/new?item=${id}`)}>
              {state === 'refused' ? '修改' : '接着填'}
            </Button>
          )}
          {state === 'delivered' ? (
            <Button small look="quiet" onClick={() => void dropItem(id)}>
              知道了
            </Button>
          ) : (
            (isEditable(item) || state === 'refused') && (
              <Button small look="quiet" onClick={() => setAsking(true)}>
                删除
              </Button>
            )
          )}
        </span>
      </div>
      {sentence && <p className="field-error">{sentence}</p>}
      {state === 'delivered' && followed && <FollowedPanel followed={followed} />}
      <ConfirmDialog
        title="删除这条走访？"
        open={asking}
        onClose={() => setAsking(false)}
        action="删除"
        danger
        onConfirm={() => dropItem(id)}
      >
        <p>对{who}的这条走访还没有送达，删除后找不回来。</p>
      </ConfirmDialog>
    </li>
  )
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return online
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
