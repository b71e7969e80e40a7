import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { fetchFile } from '#src/web/api.ts'
import { toast } from '#src/web/kit/Toast.tsx'
import { refreshCalls } from '#src/web/useCall.ts'

export type Taking = 'download' | 'print' | 'sign'

/** Fetches an agreed file or print, after a fresh proof of identity; `error` says why it was refused. */
export function useTakeFile() {
  const client = useQueryClient()
  const [error, setError] = useState<unknown>()

  async function fetchIt(what: Taking, id: number) {
    if (what === 'download') await fetchFile('exports.download', { id })
    else await fetchFile('exports.print', { id, signature: what === 'sign' ? 'true' : 'false' })
    toast(what === 'download' ? '已下载，系统里的文件已删除' : '已生成打印件')
  }

  function take(what: Taking, id: number) {
    setError(undefined)
    fetchIt(what, id)
      .catch(setError)
      .finally(() => void refreshCalls(client, ['exports.', 'transparency.']))
  }

  return { take, error }
}
