import { useState } from 'react'
import * as z from 'zod'
import { ScannerNotice } from '#src/files/ui/ScannerNotice.tsx'
import type { SecurityNotice } from '#src/staff/security.operations.ts'
import { PasswordProfileSection } from './PasswordProfileSection.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'

const Settled = z.strictObject({ note: z.string('请写明怎样处理的').min(2, '请写明怎样处理的') })

/** What happened to accounts that the security administrator must look into. */
export function SecurityPage() {
  const manages = useMay()('security.manage')
  const list = useCall('security.notices', {})
  const [settling, setSettling] = useState<SecurityNotice>()
  const settle = useCommand('security.settle', ['security.'])
  const open = list.data?.filter(({ settledAt }) => !settledAt).length
  return (
    <>
      <PageHead title="账号安全" note={open === undefined ? undefined : `待处理 ${open} 项`} />
      <ScannerNotice />
      <Section title="安全事项">
        <Loaded of={list} lines={6}>
          {(rows) => (
            <SimpleTable
              label="安全事项"
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                <Empty title="没有安全事项">有人报告“不是我”、账号被猜密码时，会列在这里。</Empty>
              }
              columns={[
                { key: 'at', title: '时间', cell: ({ at }) => clockTime(at) },
                {
                  key: 'what',
                  title: '事项',
                  cell: ({ title, advice, settledAt }) => (
                    <>
                      <b>{title}</b>
                      {!settledAt && <div className="muted">{advice}</div>}
                    </>
                  ),
                },
                {
                  key: 'who',
                  title: '账号',
                  cell: ({ name, account }) => (name ? `${name}（${account}）` : '—'),
                },
                {
                  key: 'state',
                  title: '处理',
                  cell: ({ settledAt, settledBy, settledNote }) =>
                    settledAt ? (
                      <>
                        <Tag tone="ok">已办结</Tag> {settledNote}
                        <div className="muted">
                          {settledBy}，{clockTime(settledAt)}
                        </div>
                      </>
                    ) : (
                      <Tag tone="warn">待处理</Tag>
                    ),
                },
                ...(manages
                  ? [
                      {
                        key: 'settle',
                        title: '办理',
                        cell: (row: SecurityNotice) =>
                          row.settledAt ? null : (
                            <Button small look="link" onClick={() => setSettling(row)}>
                              办结
                            </Button>
                          ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
      </Section>
      <PasswordProfileSection manages={manages} />
      <Dialog
        title="办结安全事项"
        open={settling !== undefined}
        onClose={() => setSettling(undefined)}
      >
        <Form
          schema={Settled}
          defaults={{ note: '' }}
          onSubmit={async ({ note }) => {
            if (settling) await settle.mutateAsync({ noticeId: settling.id, note })
            setSettling(undefined)
            toast('已办结')
          }}
        >
          <p className="muted">{settling?.advice}</p>
          <TextArea name="note" label="怎样处理的" required maxLength={500} />
          <SubmitBar label="办结" onCancel={() => setSettling(undefined)} />
        </Form>
      </Dialog>
    </>
  )
}
