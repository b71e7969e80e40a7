import { useState } from 'react'
import { SetTemplate } from '#src/messages/state.ts'
import { channels } from '#src/messages/template.ts'
import type { TemplateOnList } from '#src/messages/template.operations.ts'
import { segmentsOf } from '#src/messages/text.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'

/** The words of every message; a bureau may set its own from a day on. */
export function TemplatesTab() {
  const may = useMay()
  const templates = useCall('messages.templates', {})
  const [edited, setEdited] = useState<TemplateOnList>()
  return (
    <>
      <Loaded of={templates}>
        {(rows) => (
          <SimpleTable
            label="模板"
            rows={rows}
            rowKey={({ code, channel }) => `${code} ${channel}`}
            columns={[
              {
                key: 'title',
                title: '模板',
                cell: ({ title, own }) => (
                  <>
                    <b>{title}</b> {own && <Tag tone="info">本局措辞</Tag>}
                  </>
                ),
              },
              { key: 'channel', title: '渠道', cell: (row) => channels[row.channel] },
              { key: 'text', title: '内容', cell: ({ text }) => text },
              {
                key: 'segments',
                title: '计费条数',
                cell: ({ channel, segments }) => (channel === 'sms' ? `至少 ${segments} 条` : '—'),
              },
              {
                key: 'act',
                title: '办理',
                cell: (row) =>
                  may('messages.manage') ? (
                    <Button
                      small
                      aria-label={`修改${row.title}（${channels[row.channel]}）`}
                      onClick={() => setEdited(row)}
                    >
                      修改
                    </Button>
                  ) : (
                    ''
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {edited && <EditDialog template={edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}

interface EditProps {
  readonly template: TemplateOnList
  readonly onClose: () => void
}

function EditDialog({ template, onClose }: EditProps) {
  const { today } = useSession()
  const set = useCommand('messages.setTemplate', ['messages.'])
  const { code, channel, title, holders, text } = template
  const names = Object.values(holders).map((word) => `{${word}}`)
  return (
    <Dialog title={`${title}（${channels[channel]}）`} open wide onClose={onClose}>
      <Form
        schema={SetTemplate.omit({ code: true, channel: true })}
        defaults={{ text, validFrom: today }}
        onSubmit={async (given) => {
          await set.mutateAsync({ ...given, code, channel })
          toast(channel === 'sms' ? `已保存，至少计 ${segmentsOf(given.text)} 条` : '已保存')
          onClose()
        }}
      >
        <Fields columns={1}>
          <TextArea
            name="text"
            label="内容"
            required
            rows={5}
            hint={`可用：${names.join('、')}${channel === 'sms' ? '。短信 70 字以内计一条，更长的每 67 字一条' : ''}`}
          />
          <DateText name="validFrom" label="自何日起用" required wholeDay />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
