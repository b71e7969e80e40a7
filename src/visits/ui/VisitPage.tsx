import './visits.css'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type * as z from 'zod'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Empty, Skeleton } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { refreshCalls } from '#src/web/useCall.ts'
import { FollowedPanel } from './FollowedPanel.tsx'
import { KeepDraft } from './form/KeepDraft.tsx'
import { PhotoSection } from './form/PhotoSection.tsx'
import { VisitForm } from './form/shape.ts'
import { useStart, type Start } from './form/useStart.ts'
import { VisitSections } from './form/VisitSections.tsx'
import { ageWords, isUnsent, mostItems, type Item, type ItemPhoto } from './outbox/item.ts'
import { dropItem, itemOf, saveItem, useOutbox } from './outbox/outbox.ts'
import { sendItem } from './outbox/send.ts'
import { staleAfterVisit } from './stale.ts'

/** The whole form of a visit: kept on the device while one types, sent when it is complete. */
export function VisitPage() {
  const { items, ready, lasting } = useOutbox()
  const start = useStart()
  const [sent, setSent] = useState<Item>()
  if (sent) return <Sent item={sent} onNext={() => setSent(undefined)} />
  const full = items.filter(isUnsent).length >= mostItems && !start?.item
  return (
    <>
      <PageHead
        title="登记走访"
        note={start?.item && `草稿，${ageWords(start.item.changedAt, Date.now())}`}
        back={{ to: '/visits', title: '走访台账' }}
        actions={<ButtonLink to="/visits/outbox">待发送</ButtonLink>}
      />
      {ready && !lasting && (
        <Notice tone="warn">
          这个地址不是 https，填写的内容只留在本页：没有网络时请不要关闭本页，恢复后会自动发送。
        </Notice>
      )}
      {full ? (
        <Section>
          <Empty title="待发送的走访已满">
            这台设备上已有 {mostItems} 条没有送达，请先到有网络的地方发送。
          </Empty>
        </Section>
      ) : !ready || !start ? (
        <Section>
          <Skeleton lines={8} />
        </Section>
      ) : (
        <Writing key={start.id} start={start} onSent={setSent} />
      )}
    </>
  )
}

interface WritingProps {
  readonly start: Start
  readonly onSent: (item: Item) => void
}

function Writing({ start, onSent }: WritingProps) {
  const { id, values, paper } = start
  const navigate = useNavigate()
  const client = useQueryClient()
  const narrow = useMedia('(max-width: 600px)')
  const sending = useRef(false)
  const typed = useRef<() => Record<string, unknown>>(undefined)
  const [photos, setPhotos] = useState<readonly ItemPhoto[]>(start.item?.photos ?? [])

  function itemWith(now: Record<string, unknown>, kept = photos): Item {
    const who = now['who'] as { title: string } | null
    return {
      id,
      state: 'draft',
      fullName: who?.title ?? '',
      values: now,
      photos: kept,
      changedAt: Date.now(),
      tries: 0,
    }
  }

  /** What is on its way is not written over by the draft that it was. */
  function keep(now: Record<string, unknown>, kept = photos) {
    if (!sending.current) void saveItem(itemWith(now, kept))
  }

  function giveUp() {
    sending.current = true
    void dropItem(id).then(() => navigate('/visits'))
  }

  async function send({ who, ...visit }: VisitOutput) {
    const form = itemWith(typed.current?.() ?? {})
    sending.current = true
    const complete = { ...visit, retireeId: who.id, ...(paper && { paper }) }
    await saveItem({ ...form, fullName: who.title, state: 'waiting', visit: complete })
    try {
      const item = await sendItem(id)
      await refreshCalls(client, staleAfterVisit)
      if (item) onSent(item)
    } catch (error) {
      sending.current = itemOf(id)?.state === 'waiting'
      if (!sending.current) throw error
      toast('没有网络，已存在这台设备上，有网络时自动发送')
      void navigate('/visits/outbox')
    }
  }
  return (
    <Form schema={VisitForm} defaults={values as never} onSubmit={send} unguarded>
      <KeepDraft values={typed} onRest={keep} />
      {start.item?.sentence && <Notice tone="warn">上次没有登记成：{start.item.sentence}</Notice>}
      <VisitSections paper={paper} />
      <PhotoSection
        itemId={id}
        photos={photos}
        onPhotos={(next) => {
          setPhotos(next)
          keep(typed.current?.() ?? {}, next)
        }}
      />
      <SubmitBar label="登记走访" sticky={!narrow}>
        <Button onClick={giveUp}>不登记了</Button>
        <span className="muted">边填边存在这台设备上</span>
      </SubmitBar>
    </Form>
  )
}

type VisitOutput = z.output<typeof VisitForm>

function Sent({ item, onNext }: { readonly item: Item; readonly onNext: () => void }) {
  const navigate = useNavigate()
  const next = () => {
    void navigate('/visits/new', { replace: true })
    onNext()
  }
  return (
    <>
      <PageHead
        title={`已登记对${item.fullName}的走访`}
        back={{ to: '/visits', title: '走访台账' }}
      />
      <Section title="接下来">
        {item.followed && <FollowedPanel followed={item.followed} />}
        <div className="submit-bar">
          <Button look="primary" onClick={next}>
            再登记一次走访
          </Button>
          {item.visit && <ButtonLink to={`/roster/${item.visit.retireeId}`}>打开档案</ButtonLink>}
        </div>
      </Section>
    </>
  )
}
