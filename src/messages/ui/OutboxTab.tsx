import { lazy, Suspense, useState } from 'react'
import { messageStates, type MessageState } from '#src/messages/state.ts'
import { channels, templateRule, type Channel } from '#src/messages/template.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { Bar } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip, Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { stateTones } from './words.ts'

const MessageSheet = lazy(async () => ({
  default: (await import('./MessageSheet.tsx')).MessageSheet,
}))

/** What was sent, with where each stands; failures can be sent again. */
export function OutboxTab() {
  const [q, change] = useQueryState({ state: '', channel: 'sms', after: 0 }, ['after'])
  const [shown, setShown] = useState<number>()
  const counts = useCall('messages.counts', {})
  const channel = q.channel in channels ? (q.channel as Channel) : undefined
  const list = useCall(
    'messages.list',
    {
      ...(q.state in messageStates && { state: q.state as MessageState }),
      ...(channel && { channel }),
      ...(q.after > 0 && { after: q.after }),
      limit: 50,
    },
    { keep: true },
  )
  const countOf = (state: string) =>
    (counts.data ?? [])
      .filter((row) => row.state === state && (!channel || row.channel === channel))
      .reduce((all, { count }) => all + count, 0)
  return (
    <div className="stack">
      <Bar label="状态">
        <Chip pressed={q.state === ''} onPress={() => change({ state: '' })}>
          全部
        </Chip>
        {Object.entries(messageStates).map(([state, title]) => (
          <Chip key={state} pressed={state === q.state} onPress={() => change({ state })}>
            {title} {countOf(state)}
          </Chip>
        ))}
        <Select
          layout="inline"
          label="渠道"
          placeholder="全部"
          options={optionsOf(channels)}
          value={q.channel}
          onChange={(next) => change({ channel: next })}
        />
      </Bar>
      <Loaded of={list}>
        {({ rows, total, next }) => (
          <>
            <SimpleTable
              label="发件箱"
              rows={rows}
              rowKey={({ id }) => id}
              empty={<Empty title="没有这样的消息">事项答复、节日问候等需要告知时自动列入。</Empty>}
              columns={[
                {
                  key: 'to',
                  title: '收件人',
                  cell: ({ to, number }) => [to, number].filter(Boolean).join(' '),
                },
                {
                  key: 'template',
                  title: '内容',
                  cell: ({ template, urgent }) => (
                    <>
                      {templateRule(template).title} {urgent && <Tag tone="err">紧急</Tag>}
                    </>
                  ),
                },
                { key: 'channel', title: '渠道', cell: (row) => channels[row.channel] },
                {
                  key: 'state',
                  title: '状态',
                  cell: ({ state }) => <Tag tone={stateTones[state]}>{messageStates[state]}</Tag>,
                },
                {
                  key: 'at',
                  title: '时间',
                  cell: ({ state, sentAt, notBefore, queuedAt }) =>
                    clockTime(sentAt ?? (state === 'queued' ? notBefore : queuedAt)),
                },
                { key: 'why', title: '原因', cell: ({ failure }) => failure ?? '' },
                {
                  key: 'act',
                  title: '办理',
                  cell: ({ id, to }) => (
                    <Button
                      small
                      look="link"
                      aria-label={`查看给${to}的消息`}
                      onClick={() => setShown(id)}
                    >
                      查看
                    </Button>
                  ),
                },
              ]}
            />
            <p className="muted">共 {total} 条</p>
            {(next !== undefined || q.after > 0) && (
              <div className="submit-bar">
                {q.after > 0 && <Button onClick={() => change({ after: 0 })}>回到最新</Button>}
                {next !== undefined && (
                  <Button onClick={() => change({ after: next })}>更早的</Button>
                )}
              </div>
            )}
          </>
        )}
      </Loaded>
      {shown !== undefined && (
        <Suspense>
          <MessageSheet id={shown} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </div>
  )
}
