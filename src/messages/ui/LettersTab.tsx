import { templateRule } from '#src/messages/template.ts'
import { downloadHref, sentenceOf } from '#src/web/api.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'

/** Letters that wait to be printed and posted, at most 200 at a time. */
export function LettersTab() {
  const may = useMay()
  const letters = useCall('messages.list', { channel: 'letter', state: 'queued', limit: 200 })
  const posted = useCommand('messages.markPrinted', ['messages.'])
  const mark = (ids: readonly number[]) =>
    void posted
      .mutateAsync({ ids: [...ids] })
      .then(({ marked }) => toast(`已登记寄出 ${marked} 封`))
      .catch((error: unknown) => toast(sentenceOf(error), 'err'))
  return (
    <Loaded of={letters}>
      {({ rows, total }) => (
        <div className="stack">
          {rows.length > 0 && may('messages.manage') && (
            <div className="submit-bar">
              <ButtonLink
                external
                icon="print"
                look="primary"
                to={downloadHref('messages.printLetters', {
                  ids: rows.map(({ id }) => id).join(','),
                })}
              >
                打印 {rows.length} 封
              </ButtonLink>
              <Button busy={posted.isPending} onClick={() => mark(rows.map(({ id }) => id))}>
                登记这 {rows.length} 封已寄出
              </Button>
            </div>
          )}
          {total > rows.length && (
            <p className="muted">
              共 {total} 封，一次打印 {rows.length} 封。
            </p>
          )}
          <SimpleTable
            label="待寄信函"
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有待寄的信函">节日问候、书面答复等列入后在这里打印。</Empty>}
            columns={[
              { key: 'to', title: '收信人', cell: ({ to }) => to },
              {
                key: 'template',
                title: '内容',
                cell: ({ template }) => templateRule(template).title,
              },
              { key: 'org', title: '发信单位', cell: ({ org }) => org },
              { key: 'at', title: '列入', cell: ({ queuedAt }) => clockTime(queuedAt) },
            ]}
          />
        </div>
      )}
    </Loaded>
  )
}
