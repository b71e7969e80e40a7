import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CallError, downloadHref, sentenceOf, upload } from '#src/web/api.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { ProgressBar } from '#src/web/kit/facts.tsx'
import { FileDrop } from '#src/web/kit/FileDrop.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { refreshCalls } from '#src/web/useCall.ts'

/** Takes a sheet of those in service, all of it or nothing. */
export function InServiceImport({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient()
  const [share, setShare] = useState<number>()
  const [problems, setProblems] = useState<readonly string[]>([])

  async function send(file: File) {
    setProblems([])
    setShare(0)
    try {
      const input = { fileName: file.name }
      const { added, known } = await upload('census.importInService', input, file, setShare)
      await refreshCalls(client, ['census.'])
      toast(`已登记 ${added} 人${known > 0 ? `，${known} 人原来就在册` : ''}`)
      onClose()
    } catch (reason) {
      const issues = reason instanceof CallError ? reason.issues.map(({ message }) => message) : []
      setProblems(issues.length > 0 ? issues : [sentenceOf(reason)])
      setShare(undefined)
    }
  }

  return (
    <Dialog title="导入在职名册" open onClose={onClose}>
      <div className="stack">
        {share === undefined ? (
          <FileDrop
            label="把文件拖到这里，或点击选择"
            accept=".xlsx,.xls,.csv"
            onFile={(file) => void send(file)}
            hint="要有姓名、单位、出生年月（或身份证号）；女同志须写明退休年龄 50、55 或 60。身份证号只用来核对，不保存。"
          />
        ) : (
          <ProgressBar label="正在检查并登记" share={share} />
        )}
        {problems.length > 0 && (
          <div role="alert">
            <p className="field-error">没有导入，请改好下面 {problems.length} 处再来：</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        )}
        <p>
          <ButtonLink
            external
            small
            icon="download"
            to={downloadHref('census.inServiceTemplate', {})}
          >
            下载样表
          </ButtonLink>
        </p>
      </div>
    </Dialog>
  )
}
