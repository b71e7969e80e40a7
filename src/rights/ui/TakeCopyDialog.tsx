import { useQueryClient } from '@tanstack/react-query'
import { TakeCopy } from '#src/rights/copy.ts'
import { fetchFile } from '#src/web/api.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { PasswordField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'

interface TakeCopyDialogProps {
  readonly copyId: number
  readonly onClose: () => void
}

/** Takes the copy, once; the password is told to the person apart from the file. */
export function TakeCopyDialog({ copyId, onClose }: TakeCopyDialogProps) {
  const kept = useQueryClient()
  return (
    <Dialog title="取信息副本" open onClose={onClose}>
      <Form
        schema={TakeCopy.omit({ copyId: true })}
        defaults={{ password: '' }}
        onSubmit={async ({ password }) => {
          await fetchFile('rights.takeCopy', { copyId, password })
          await kept.invalidateQueries()
          toast('已取，文件用密码打开')
          onClose()
        }}
      >
        <p>只能取一次。副本是加密的压缩包，密码另行告诉本人，不要与文件放在一起。</p>
        <Fields columns={1}>
          <PasswordField name="password" label="文件密码" autoComplete="new-password" required />
        </Fields>
        <SubmitBar label="取副本" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
