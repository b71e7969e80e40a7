import { useState } from 'react'
import type { FestivalRow } from '#src/festivals/sums.ts'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

interface GreetDialogProps {
  readonly festival: Pick<FestivalRow, 'id' | 'name'>
  readonly onClose: () => void
}

const ways = [
  { value: 'sms', label: '短信' },
  { value: 'letter', label: '信函（一户一封）' },
]

/** Greets everyone of a round who was not greeted yet; goes on until all were. */
export function GreetDialog({ festival, onClose }: GreetDialogProps) {
  const [channel, setChannel] = useState('sms')
  const greet = useCommand('festivals.greet', ['festivals.', 'messages.'])
  async function send() {
    let queued = 0
    let unreachable = 0
    for (let after: number | undefined = 0; after !== undefined;) {
      const sent = await greet.mutateAsync({
        id: festival.id,
        channel: channel === 'letter' ? 'letter' : 'sms',
        after,
      })
      queued += sent.queued
      unreachable += sent.unreachable.length
      after = sent.next
    }
    const missing = unreachable > 0 ? `；${shownCount(unreachable)} 人没有可用的号码或地址` : ''
    toast(`已放入发件箱 ${shownCount(queued)} 份${missing}`)
  }
  return (
    <ConfirmDialog title="发送节日问候" open onClose={onClose} action="放入发件箱" onConfirm={send}>
      <RadioRow label="方式" options={ways} value={channel} onChange={setChannel} />
      <p className="muted">
        名单上在世在册、这次还没有问候过的人。短信避开夜间；信函在“消息”里打印。问候语可在“消息”的模板里改。
      </p>
    </ConfirmDialog>
  )
}
