import { CallError } from '#src/web/api.ts'
import { useState } from 'react'
import { choiceKey } from '#src/roster/intake/staged.ts'
import { CheckField } from '#src/web/kit/choiceFields.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { KeyValue, type Fact } from '#src/web/kit/facts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import type { OpenBatch } from './batch.ts'

interface ConfirmCommitProps {
  readonly batch: OpenBatch
  readonly open: boolean
  readonly onClose: () => void
}

/** The last look before anything is written: how many of each, and what is left out. */
export function ConfirmCommit({ batch, open, onClose }: ConfirmCommitProps) {
  const commit = useCommand('import.commit', [
    'import.',
    'roster.',
    'duties.',
    'orgs.',
    'approvals.',
  ])
  const [leavesOut, setLeavesOut] = useState(false)
  const { counts, id } = batch
  const unclear = counts.error > 0 && !leavesOut
  return (
    <ConfirmDialog
      title="确认导入"
      open={open}
      onClose={onClose}
      action={asks(batch) ? '提交复核' : `导入 ${counts.toCreate + counts.toUpdate} 人`}
      onConfirm={async () => {
        if (unclear)
          throw new CallError(
            'invalid',
            'import.errorsLeft',
            '请先勾选有错的行不导入，或返回改好文件重新上传',
          )
        const { approvalId } = await commit.mutateAsync({ id, acceptClean: counts.error > 0 })
        if (approvalId !== null) {
          toast('已提交复核')
          onClose()
        }
      }}
    >
      <div className="stack">
        <KeyValue facts={factsOf(batch)} />
        {counts.error > 0 && (
          <CheckField
            label={`有错的 ${counts.error} 行这次不导入，改好后再导`}
            value={leavesOut}
            onChange={setLeavesOut}
          />
        )}
        <SecondPerson batch={batch} />
        <p className="muted">写入要么全部成功，要么一行也不写。导入后可以整批撤回。</p>
      </div>
    </ConfirmDialog>
  )
}

function asks({ second }: OpenBatch): boolean {
  return (second?.whoCould.length ?? 0) > 0
}

/** Who looks at the batch besides, where it is too much for one person alone. */
function SecondPerson({ batch }: { readonly batch: OpenBatch }) {
  if (!batch.second?.needed) return null
  return asks(batch) ? (
    <Notice tone="info">
      超过 100 行，需另一人复核：{batch.second.whoCould.join('、')}。同意后自动写入。
    </Notice>
  ) : (
    <Notice tone="warn">
      超过 100
      行，本应由另一人复核。本单位还没有能复核的人，这一批由您一人提交，安全管理员会收到通知。
    </Notice>
  )
}

function factsOf({ counts, unknown, choices }: OpenBatch): readonly Fact[] {
  const fresh = unknown.filter(({ kind, name }) => {
    const choice = choices[choiceKey(kind, name)]
    return choice === undefined || choice === 'create'
  })
  const names = [...new Set(fresh.map(({ name }) => name))]
  return [
    { label: '新增', value: `${counts.toCreate} 人` },
    { label: '更新', value: `${counts.toUpdate} 人` },
    { label: '不变', value: `${counts.same} 人` },
    { label: '新建机构', value: names.length > 0 ? namesOf(names) : '无' },
  ]
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, 12).join('、')
  return names.length > 12 ? `${shown} 等 ${names.length} 个` : `${shown}（${names.length} 个）`
}
