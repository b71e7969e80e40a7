import { useParams } from 'react-router'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { ProgressBar, Steps } from '#src/web/kit/facts.tsx'
import { Card, PageHead } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { isBusy, stepsOf, type OpenBatch } from './batch.ts'
import { Checked } from './Checked.tsx'
import { Failed } from './Failed.tsx'
import { Finished } from './Finished.tsx'
import { batchStates, kinds } from './words.ts'

/** One file on its way into the roster: checked, looked over, written, taken back. */
export function ImportBatchPage() {
  const id = Number(useParams()['id'])
  const batch = useCall('import.get', { id })
  const { data } = batch
  const state = data && batchStates[data.status]
  return (
    <>
      <PageHead
        title={data?.fileName ?? '批量导入'}
        back={{ to: '/import', title: '批量导入' }}
        tags={state && <Tag tone={state.tone}>{state.title}</Tag>}
        note={data && noteOf(data)}
      />
      <Steps steps={stepsOf(data?.status)} />
      <Loaded of={batch} lines={8}>
        {(open) => <Stage batch={open} />}
      </Loaded>
    </>
  )
}

function noteOf({ id, kind, report }: OpenBatch): string {
  const people = report ? `，共 ${report.rows} 人` : ''
  return `批次 ${id}${kind ? `，${kinds[kind]}` : ''}${people}`
}

function Stage({ batch }: { readonly batch: OpenBatch }) {
  if (isBusy(batch.status)) return <Waiting id={batch.id} />
  if (batch.status === 'checked') return <Checked batch={batch} />
  if (batch.status === 'unreadable') return <Unreadable message={batch.message} />
  if (batch.status === 'failed') return <Failed batch={batch} />
  if (batch.status === 'abandoned')
    return <Notice tone="info">这一批已经放弃，没有写入任何人；暂存的内容已清除。</Notice>
  return <Finished batch={batch} />
}

/** Asks every second how far the work has come; one may leave and come back. */
function Waiting({ id }: { readonly id: number }) {
  const { data } = useCall('import.get', { id }, { every: 1000 })
  const { phase, done = 0, total = null } = data?.progress ?? {}
  const known = total !== null && total > 0
  return (
    <Card>
      <ProgressBar
        label={phase ?? '排队等待'}
        {...(known ? { share: done / total } : {})}
        note={known ? `${done} / ${total} 人` : done > 0 ? `${done} 行` : undefined}
      />
      <p className="muted">可以离开本页，稍后在“以往批次”里继续。</p>
    </Card>
  )
}

function Unreadable({ message }: { readonly message: string | null }) {
  return (
    <Notice
      tone="err"
      actions={
        <ButtonLink to="/import" look="primary">
          换一个文件
        </ButtonLink>
      }
    >
      {message ?? '文件读不出来，请换一个文件'}
    </Notice>
  )
}
