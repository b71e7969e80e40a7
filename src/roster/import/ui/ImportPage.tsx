import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { downloadHref, sentenceOf, upload, type OutputOf } from '#src/web/api.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { ProgressBar, Steps } from '#src/web/kit/facts.tsx'
import { FileDrop } from '#src/web/kit/FileDrop.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { stepsOf } from './batch.ts'
import { batchStates, kinds } from './words.ts'

/** Takes a file, and lists what was imported before. */
export function ImportPage() {
  return (
    <>
      <PageHead title="批量导入" note="先检查、核对，确认后才写入信息库；导入后可整批撤回" />
      <Steps steps={stepsOf(undefined)} />
      <Section
        title="上传花名册"
        actions={
          <>
            <ButtonLink external icon="download" to={templateOf('roster')}>
              花名册模板
            </ButtonLink>
            <ButtonLink external icon="download" to={templateOf('members')}>
              党员名册模板
            </ButtonLink>
          </>
        }
      >
        <Upload />
      </Section>
      <Section title="以往批次" flush>
        <Batches />
      </Section>
    </>
  )
}

function templateOf(kind: keyof typeof kinds): string {
  return downloadHref('import.template', { kind })
}

function Upload() {
  const navigate = useNavigate()
  const [kind, setKind] = useState('')
  const [share, setShare] = useState<number>()
  const [error, setError] = useState<string>()

  async function send(file: File) {
    setError(undefined)
    setShare(0)
    const input = { fileName: file.name, ...(isKind(kind) ? { kind } : {}) }
    try {
      const { id } = await upload('import.upload', input, file, setShare)
      void navigate(`/import/${id}`)
    } catch (reason) {
      setError(sentenceOf(reason))
      setShare(undefined)
    }
  }

  return (
    <div className="stack">
      <RadioRow
        label="这是什么表"
        options={[{ value: '', label: '自动识别' }, ...optionsOf(kinds)]}
        value={kind}
        onChange={setKind}
      />
      {share === undefined ? (
        <FileDrop
          label="把文件拖到这里，或点击选择"
          accept=".xlsx,.xls,.csv"
          onFile={(file) => void send(file)}
          error={error}
          hint="办公室现有的表可以直接用：.xlsx、.xls 或 .csv，不超过 64 MB。有标题、合并表头、分单位小节、合计行都不用改。"
        />
      ) : (
        <ProgressBar label="正在上传" share={share} />
      )}
    </div>
  )
}

function isKind(kind: string): kind is keyof typeof kinds {
  return kind in kinds
}

type Batch = OutputOf<'import.list'>[number]

const columns: readonly SimpleColumn<Batch>[] = [
  { key: 'id', title: '批次', cell: ({ id }) => id },
  {
    key: 'file',
    title: '文件',
    cell: ({ id, fileName }) => <Link to={`/import/${id}`}>{fileName}</Link>,
  },
  { key: 'kind', title: '种类', cell: ({ kind }) => kinds[kind as keyof typeof kinds] ?? '—' },
  { key: 'rows', title: '人数', align: 'right', cell: ({ rows }) => rows ?? '—' },
  { key: 'by', title: '上传人', cell: ({ by }) => by ?? '命令行' },
  {
    key: 'at',
    title: '上传时间',
    cell: ({ createdAt }) => <span className="nowrap">{clockTime(createdAt)}</span>,
  },
  {
    key: 'state',
    title: '状态',
    cell: ({ status }) => {
      const { title, tone } = batchStates[status] ?? { title: status, tone: 'plain' as const }
      return <Tag tone={tone}>{title}</Tag>
    },
  },
]

function Batches() {
  const list = useCall('import.list', {})
  return (
    <Loaded of={list} lines={4}>
      {(batches) => (
        <SimpleTable
          label="以往批次"
          columns={columns}
          rows={batches}
          rowKey={({ id }) => id}
          empty={
            <Empty title="还没有导入过">
              选一份现有的花名册试试：检查不会改动信息库，问题会按行、按列说明。
            </Empty>
          }
        />
      )}
    </Loaded>
  )
}
