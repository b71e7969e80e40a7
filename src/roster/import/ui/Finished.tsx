import { useState } from 'react'
import { downloadHref } from '#src/web/api.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import type { OpenBatch } from './batch.ts'
import { UndoDialog } from './UndoDialog.tsx'

/** What came of a batch, and the way to take it back. */
export function Finished({ batch }: { readonly batch: OpenBatch }) {
  const { counts, committedAt, status, report, id, mine } = batch
  const [undoing, setUndoing] = useState(false)
  const undone = status === 'undone'
  return (
    <>
      <Notice tone={undone ? 'info' : 'ok'}>
        {undone
          ? '这一批已经撤回：新增的人已离册，改过的内容已改回。'
          : `已导入：新增 ${counts.toCreate} 人，更新 ${counts.toUpdate} 人。`}
      </Notice>
      <Section
        title="导入结果"
        actions={
          <>
            {!undone && <ButtonLink to="/roster">查看信息库</ButtonLink>}
            {mine && report && report.issues.length > 0 && (
              <ButtonLink external icon="download" to={downloadHref('import.errors', { id })}>
                下载带错误说明的原表
              </ButtonLink>
            )}
            {!undone && <Button onClick={() => setUndoing(true)}>撤回整批</Button>}
          </>
        }
      >
        <KeyValue
          columns={2}
          facts={[
            { label: '新增', value: `${counts.toCreate} 人` },
            { label: '更新', value: `${counts.toUpdate} 人` },
            { label: '相同', value: `${counts.same} 人` },
            { label: '有错未导入', value: `${counts.error} 行` },
            { label: '导入时间', value: committedAt ? clockTime(committedAt) : '' },
          ]}
        />
      </Section>
      <UndoDialog id={id} open={undoing} onClose={() => setUndoing(false)} />
    </>
  )
}
