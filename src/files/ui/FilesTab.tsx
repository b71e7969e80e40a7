import { useState } from 'react'
import { fileKinds, fileStates, fileSubjects } from '#src/files/file.ts'
import type { FileOnList } from '#src/files/list.ts'
import { fetchFile, sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { useCall } from '#src/web/useCall.ts'
import { AddFileDialog } from './AddFileDialog.tsx'
import { RemoveFileDialog } from './RemoveFileDialog.tsx'
import { sizeInWords } from './words.ts'

interface FilesTabProps {
  readonly id: number
  /** Whether files may still be added to this record. */
  readonly open: boolean
}

/** The files of a person: what there is, what there was, and who may do what with it. */
export function FilesTab({ id, open }: FilesTabProps) {
  const adds = useMay()('files.add')
  const list = useCall('files.list', { retireeId: id })
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<FileOnList>()
  return (
    <div className="stack">
      {adds && open && (
        <div className="actions">
          <Button icon="upload" onClick={() => setAdding(true)}>
            上传附件
          </Button>
        </div>
      )}
      <Loaded of={list} lines={5}>
        {({ files }) => (
          <SimpleTable
            label="附件"
            rows={files}
            rowKey={({ id: fileId }) => fileId}
            empty={
              <Empty title="还没有附件">
                {adds ? '照片、依据材料和其他文件可以上传到这里' : '由老干部局工作人员上传'}
              </Empty>
            }
            columns={[
              { key: 'title', title: '名称', cell: Name },
              {
                key: 'at',
                title: '上传',
                cell: ({ at, by }: FileOnList) => (
                  <>
                    {clockTime(at)}
                    <div className="muted">{by ?? '系统'}</div>
                  </>
                ),
              },
              {
                key: 'do',
                title: '操作',
                cell: (file: FileOnList) => (
                  <Acts file={file} removes={adds} onRemove={() => setRemoving(file)} />
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {adding && <AddFileDialog retireeId={id} onClose={() => setAdding(false)} />}
      {removing && <RemoveFileDialog file={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  )
}

function Name({ title, kind, about, size, status, removedAt, ...file }: FileOnList) {
  return (
    <>
      <b>{title}</b>{' '}
      {!removedAt && status !== 'accepted' && (
        <Tag tone={status === 'infected' ? 'err' : 'warn'}>{fileStates[status]}</Tag>
      )}
      {removedAt && <Tag>已删除</Tag>}
      <div className="muted">
        {fileKinds[kind]}，{fileSubjects[about]}，{sizeInWords(size)}
      </div>
      {removedAt && (
        <div className="muted">
          {file.removedBy ?? '系统'}删除：{file.removedWhy}
        </div>
      )}
    </>
  )
}

interface ActsProps {
  readonly file: FileOnList
  readonly removes: boolean
  readonly onRemove: () => void
}

function Acts({ file, removes, onRemove }: ActsProps) {
  const { id, title, status, sight, removedAt } = file
  if (removedAt) return null
  return (
    <>
      {status === 'accepted' && sight === 'open' && (
        <Button small look="link" aria-label={`下载 ${title}`} onClick={() => fetchIt(id)}>
          下载
        </Button>
      )}
      {status === 'accepted' && sight === 'masked' && (
        <span className="muted">写明用途后可下载</span>
      )}{' '}
      {removes && (
        <Button small look="link" aria-label={`删除 ${title}`} onClick={onRemove}>
          删除
        </Button>
      )}
    </>
  )
}

function fetchIt(id: number): void {
  fetchFile('files.get', { id }).catch((error: unknown) => toast(sentenceOf(error), 'err'))
}
