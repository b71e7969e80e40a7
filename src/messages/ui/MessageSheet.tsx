import { attemptOutcomes, messageStates } from '#src/messages/state.ts'
import { channels, templateRule } from '#src/messages/template.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'

interface MessageSheetProps {
  readonly id: number
  readonly onClose: () => void
}

/** One message with its words and every attempt to send it. */
export function MessageSheet({ id, onClose }: MessageSheetProps) {
  const may = useMay()
  const message = useCall('messages.get', { id })
  const retry = useCommand('messages.retry', ['messages.'])
  const cancel = useCommand('messages.cancel', ['messages.'])
  const run = (command: typeof retry, words: string) =>
    void command
      .mutateAsync({ ids: [id] })
      .then(() => toast(words))
      .catch((error: unknown) => toast(sentenceOf(error), 'err'))
  return (
    <SideSheet title="消息" wide open onClose={onClose}>
      <Loaded of={message}>
        {(data) => (
          <div className="stack">
            <KeyValue
              facts={[
                { label: '收件人', value: [data.to, data.number].filter(Boolean).join(' ') },
                { label: '模板', value: templateRule(data.template).title },
                { label: '渠道', value: channels[data.channel] },
                { label: '状态', value: messageStates[data.state] },
                { label: '发送单位', value: data.org },
                { label: '列入', value: clockTime(data.queuedAt) },
                ...(data.state === 'queued'
                  ? [{ label: '最早发送', value: clockTime(data.notBefore) }]
                  : []),
                ...(data.sentAt ? [{ label: '发出', value: clockTime(data.sentAt) }] : []),
                ...(data.failure ? [{ label: '原因', value: data.failure }] : []),
                ...(data.channel === 'sms'
                  ? [{ label: '计费条数', value: `${data.segments} 条` }]
                  : []),
                { label: '内容', value: data.body ?? '密钥缺失，暂时不能查看' },
              ]}
            />
            {data.channel === 'sms' && (
              <SimpleTable
                label="发送经过"
                rows={data.attempts}
                rowKey={({ number }) => number}
                empty={<Empty title="还没有发送过" />}
                columns={[
                  { key: 'number', title: '次', cell: ({ number }) => number },
                  { key: 'at', title: '时间', cell: ({ startedAt }) => clockTime(startedAt) },
                  {
                    key: 'outcome',
                    title: '结果',
                    cell: ({ outcome }) => (outcome ? attemptOutcomes[outcome] : '发送中'),
                  },
                  { key: 'detail', title: '说明', cell: ({ detail }) => detail ?? '' },
                ]}
              />
            )}
            {may('messages.manage') && (
              <div className="submit-bar">
                {['failed', 'expired'].includes(data.state) && (
                  <Button
                    look="primary"
                    busy={retry.isPending}
                    onClick={() => run(retry, '已列入重发')}
                  >
                    重发
                  </Button>
                )}
                {data.state === 'queued' && (
                  <Button busy={cancel.isPending} onClick={() => run(cancel, '已取消')}>
                    取消发送
                  </Button>
                )}
              </div>
            )}
          </div>
        )}
      </Loaded>
    </SideSheet>
  )
}
