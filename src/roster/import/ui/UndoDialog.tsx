import { Link } from 'react-router'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'

interface UndoDialogProps {
  readonly id: number
  readonly open: boolean
  readonly onClose: () => void
}

/** Takes a batch back; those changed since are listed first and stay as they are. */
export function UndoDialog({ id, open, onClose }: UndoDialogProps) {
  const conflicts = useCall('import.conflicts', { id }, { enabled: open })
  const undo = useCommand('import.undo', [''])
  const kept = conflicts.data?.length ?? 0
  return (
    <ConfirmDialog
      title="撤回整批"
      open={open}
      onClose={onClose}
      action={kept > 0 ? `保留这 ${kept} 人，撤回其余` : '撤回整批'}
      danger
      onConfirm={async () => {
        const { takenBack } = await undo.mutateAsync({ id, leaveConflicts: kept > 0 })
        toast(`已撤回 ${takenBack} 人`)
      }}
    >
      <div className="stack">
        <p>
          这一批新增的人离册，改过的内容改回导入之前；新建的机构保留。撤回后不能恢复，可重新导入。
        </p>
        <Loaded of={conflicts} lines={3}>
          {(found) =>
            found.length > 0 && (
              <>
                <Notice tone="warn">{found.length} 人导入后又有变动，不能撤回，将保留现状</Notice>
                <SimpleTable
                  label="不能撤回的人"
                  rows={found}
                  rowKey={({ retireeId }) => retireeId}
                  columns={[
                    {
                      key: 'name',
                      title: '姓名',
                      cell: ({ retireeId, fullName }) => (
                        <Link to={`/roster/${retireeId}`}>{fullName}</Link>
                      ),
                    },
                    { key: 'why', title: '原因', cell: ({ why }) => why },
                  ]}
                />
              </>
            )
          }
        </Loaded>
      </div>
    </ConfirmDialog>
  )
}
