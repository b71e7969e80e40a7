import { useState } from 'react'
import { Link } from 'react-router'
import type { InboxRow } from '#src/messages/inbox.operations.ts'
import { templateRule } from '#src/messages/template.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { Bar, PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip, Tag } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { hrefOfSubject } from './words.ts'

/** What the platform and colleagues tell the signed-in person. */
export function InboxPage() {
  const [q, change] = useQueryState({ unread: true })
  const [limit, setLimit] = useState(50)
  const inbox = useCall('messages.inbox', { unread: q.unread, limit }, { keep: true })
  const read = useCommand('messages.markRead', ['messages.'])
  const mark = (ids?: readonly number[]) =>
    void read
      .mutateAsync(ids ? { ids: [...ids] } : {})
      .catch((error: unknown) => toast(sentenceOf(error), 'err'))
  return (
    <>
      <PageHead
        title="收件箱"
        note="事项、呼叫和值班的站内消息"
        actions={
          <Button icon="check" busy={read.isPending} onClick={() => mark()}>
            全部标为已读
          </Button>
        }
      />
      <Bar label="范围">
        <Chip pressed={q.unread} onPress={() => change({ unread: true })}>
          未读
        </Chip>
        <Chip pressed={!q.unread} onPress={() => change({ unread: false })}>
          全部
        </Chip>
      </Bar>
      <Section flush>
        <Loaded of={inbox}>
          {({ rows, next }) => (
            <>
              <SimpleTable
                label="收件箱"
                rows={rows}
                rowKey={({ id }) => id}
                empty={<Empty title={q.unread ? '没有未读消息' : '还没有消息'} />}
                columns={columns(mark)}
              />
              {next !== undefined && limit < 200 && (
                <div className="card-line">
                  <Button onClick={() => setLimit(200)}>再看更多</Button>
                </div>
              )}
            </>
          )}
        </Loaded>
      </Section>
    </>
  )
}

const columns = (mark: (ids: readonly number[]) => void) => [
  {
    key: 'title',
    title: '消息',
    cell: ({ template, text, read }: InboxRow) => (
      <div>
        <p>
          <b>{templateRule(template).title}</b> {!read && <Tag tone="info">未读</Tag>}
        </p>
        <p>{text ?? '密钥缺失，暂时不能查看'}</p>
      </div>
    ),
  },
  {
    key: 'at',
    title: '时间',
    cell: ({ at }: InboxRow) => <span className="nowrap">{clockTime(at)}</span>,
  },
  {
    key: 'act',
    title: '办理',
    cell: ({ id, read, aboutSubject, aboutId, template }: InboxRow) => {
      const href = hrefOfSubject(aboutSubject, aboutId)
      const title = templateRule(template).title
      return (
        <span className="actions">
          {href && (
            <Link to={href} aria-label={`打开${title}`} onClick={() => read || mark([id])}>
              打开
            </Link>
          )}
          {!read && (
            <Button small look="link" aria-label={`${title}标为已读`} onClick={() => mark([id])}>
              标为已读
            </Button>
          )}
        </span>
      )
    },
  },
]
