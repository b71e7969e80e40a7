import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  AddFile,
  fileEndings,
  fileKinds,
  fileSubjects,
  imageEndings,
  mostBytes,
  type FileKind,
  type FileSubject,
} from '#src/files/file.ts'
import { CallError, upload } from '#src/web/api.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { ProgressBar } from '#src/web/kit/facts.tsx'
import { FileDrop } from '#src/web/kit/FileDrop.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { refreshCalls } from '#src/web/useCall.ts'
import { sizeInWords } from './words.ts'

const Facts = AddFile.omit({ retireeId: true, fileName: true })

interface AddFileProps {
  readonly retireeId: number
  readonly onClose: () => void
}

/** Chooses a file, says what it is, and sends it. */
export function AddFileDialog({ retireeId, onClose }: AddFileProps) {
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const [problem, setProblem] = useState<string>()
  const [share, setShare] = useState<number>()
  const [kind, setKind] = useState<FileKind>('evidence')
  const [about, setAbout] = useState<FileSubject>('personal')

  function take(chosen: File) {
    const large = chosen.size > mostBytes
    setProblem(large ? '文件超过 10 MB，请压缩或拆分后再上传' : undefined)
    setFile(large ? undefined : chosen)
  }

  async function send({ title }: { readonly title: string }) {
    if (!file) return setProblem('请选择文件')
    setProblem(undefined)
    setShare(0)
    try {
      const input = { retireeId, kind, about, title, fileName: file.name }
      const { status } = await upload('files.add', input, file, setShare)
      await refreshCalls(client, ['files.', 'transparency.'])
      toast(status === 'accepted' ? '已上传' : '已上传，等待病毒查验后可用')
      onClose()
    } catch (error) {
      const found = error instanceof CallError && error.issues.find(isOfFile)
      if (!found) throw error
      setProblem(found.message)
    } finally {
      setShare(undefined)
    }
  }

  return (
    <Dialog title="上传附件" open onClose={onClose}>
      <Form schema={Facts.pick({ title: true })} defaults={{ title: '' }} onSubmit={send}>
        <Select
          label="类型"
          required
          options={optionsOf(fileKinds)}
          value={kind}
          onChange={(next) => setKind(next as FileKind)}
        />
        {kind !== 'photo' && (
          <Select
            label="内容涉及"
            required
            options={optionsOf(fileSubjects)}
            value={about}
            onChange={(next) => setAbout(next as FileSubject)}
            hint="只有能看这类信息的岗位才能看到这个附件"
          />
        )}
        <TextField name="title" label="名称" required maxLength={80} placeholder={examples[kind]} />
        <FileDrop
          label={file ? `${file.name}（${sizeInWords(file.size)}）` : '拖到这里，或选择文件'}
          accept={kind === 'photo' ? imageEndings : fileEndings}
          onFile={take}
          error={problem}
          disabled={share !== undefined}
          hint={hints[kind === 'photo' ? 'photo' : 'others']}
        />
        {share !== undefined && (
          <ProgressBar label={share < 1 ? '正在上传' : '正在查验'} share={share} />
        )}
        <SubmitBar label="上传" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const isOfFile = ({ field }: { readonly field: string }) => field === 'file' || field === 'fileName'

const examples: Readonly<Record<FileKind, string>> = {
  photo: '例如：2026 年近照',
  evidence: '例如：3 月入户核实单',
  document: '例如：退休审批表',
}

const hints = {
  photo: 'JPEG、PNG 或 WebP，不超过 10 MB；拍摄地点等信息会自动去掉',
  others: '图片、PDF、.docx 或 .xlsx，不超过 10 MB；图片里的拍摄地点等信息会自动去掉',
}
