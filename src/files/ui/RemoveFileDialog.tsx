import { RemoveFile } from '#src/files/file.ts'
import type { FileOnList } from '#src/files/list.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

interface RemoveFileProps {
  readonly file: FileOnList
  readonly onClose: () => void
}

/** Erases a file; the note of it stays. */
export function RemoveFileDialog({ file, onClose }: RemoveFileProps) {
  const remove = useCommand('files.remove', ['files.', 'transparency.'])
  return (
    <Dialog title={`删除附件：${file.title}`} open onClose={onClose}>
      <Form
        schema={RemoveFile.omit({ id: true })}
        defaults={{ reason: '' }}
        onSubmit={async ({ reason }) => {
          await remove.mutateAsync({ id: file.id, reason })
          toast('已删除')
          onClose()
        }}
      >
        <p className="muted">内容将被抹去，不能恢复；名称、上传人和删除原因会留下。</p>
        <TextArea name="reason" label="原因" required maxLength={200} rows={2} />
        <SubmitBar label="删除" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
