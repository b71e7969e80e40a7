import { useState } from 'react'
import { sentenceOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import type { OpenBatch } from './batch.ts'

const stale = ['import.']

/** A batch whose writing failed: nothing was written; to be tried again or given up. */
export function Failed({ batch: { id, message, counts } }: { readonly batch: OpenBatch }) {
  const retry = useCommand('import.retry', stale)
  const abandon = useCommand('import.abandon', stale)
  const [leaving, setLeaving] = useState(false)
  return (
    <>
      <Notice
        tone="err"
        actions={
          <>
            <Button
              look="primary"
              busy={retry.isPending}
              onClick={() =>
                retry.mutate({ id }, { onError: (error) => toast(sentenceOf(error), 'err') })
              }
            >
              重新写入
            </Button>
            <Button onClick={() => setLeaving(true)}>放弃</Button>
          </>
        }
      >
        {message}
      </Notice>
      <p className="muted">
        待写入：新增 {counts.toCreate} 人，更新 {counts.toUpdate} 人。此前的核对和认定都还在。
      </p>
      <ConfirmDialog
        title="放弃这一批"
        open={leaving}
        onClose={() => setLeaving(false)}
        action="放弃这一批"
        danger
        onConfirm={async () => {
          await abandon.mutateAsync({ id })
          toast('已放弃，没有写入任何人')
        }}
      >
        <p>暂存的各行、认定和上传的文件都会清除，信息库不变。需要时可重新上传。</p>
      </ConfirmDialog>
    </>
  )
}
