import { useState } from 'react'
import type { Safety } from '#src/staff/factor.operations.ts'
import type { Passkey } from '#src/staff/passkey.ts'
import { Button } from '../kit/Button.tsx'
import { ConfirmDialog, Dialog } from '../kit/Dialog.tsx'
import { Section } from '../kit/page.tsx'
import { SimpleTable } from '../kit/SimpleTable.tsx'
import { Empty } from '../kit/states.tsx'
import { Tag } from '../kit/Tag.tsx'
import { toast } from '../kit/Toast.tsx'
import { clockTime } from '../kit/moment.ts'
import { useCommand } from '../useCall.ts'
import { AddPasskeyForm } from './AddPasskeyForm.tsx'
import { browserHasPasskeys } from './passkeys.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'

interface PasskeySectionProps {
  readonly safety: Safety
  readonly onChange: () => void
}

/** One's security keys and fingerprint readers: added, named, and taken off while another factor remains. */
export function PasskeySection({ safety, onChange }: PasskeySectionProps) {
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<Passkey>()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const remove = useCommand('session.removePasskey', ['session.'])
  const possible = safety.passkeysHere && browserHasPasskeys()
  if (!possible && safety.passkeys.length === 0) return null
  function added(fresh: readonly string[] | null) {
    setAdding(false)
    setCodes(fresh)
    toast('已登记')
    onChange()
  }
  return (
    <Section
      flush={safety.passkeys.length > 0}
      title="安全密钥 / 本机指纹"
      note="可代替动态口令"
      actions={
        possible && (
          <Button small onClick={() => setAdding(true)}>
            登记一把
          </Button>
        )
      }
    >
      {safety.passkeys.length === 0 ? (
        <Empty title="还没有登记">插上 USB 密钥，或用这台电脑的指纹、人脸、PIN 登录。</Empty>
      ) : (
        <PasskeyTable passkeys={safety.passkeys} onRemove={setLeaving} />
      )}
      <Dialog title="登记安全密钥 / 本机指纹" open={adding} onClose={() => setAdding(false)}>
        <AddPasskeyForm onAdded={added} onCancel={() => setAdding(false)} />
      </Dialog>
      <ConfirmDialog
        danger
        title={`移除「${leaving?.name ?? ''}」`}
        open={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        action="移除"
        onConfirm={async () => {
          await remove.mutateAsync({ passkeyId: leaving?.id ?? 0 })
          toast('已移除')
        }}
      >
        移除后，这把密钥不能再用来登录；其他验证方式不受影响。
      </ConfirmDialog>
      <Dialog title="恢复码" open={codes !== null} onClose={() => setCodes(null)}>
        <RecoveryCodes codes={codes ?? []} action="我已保存" onDone={() => setCodes(null)} />
      </Dialog>
    </Section>
  )
}

interface PasskeyTableProps {
  readonly passkeys: readonly Passkey[]
  readonly onRemove: (key: Passkey) => void
}

function PasskeyTable({ passkeys, onRemove }: PasskeyTableProps) {
  return (
    <SimpleTable
      label="安全密钥"
      rows={passkeys}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: '名字',
          cell: ({ name, usableHere }) => (
            <>
              {name} {!usableHere && <Tag tone="warn">换网址前登记，不能用</Tag>}
            </>
          ),
        },
        { key: 'addedAt', title: '登记时间', cell: ({ addedAt }) => clockTime(addedAt) },
        {
          key: 'lastUsedAt',
          title: '最近使用',
          cell: ({ lastUsedAt }) => (lastUsedAt ? clockTime(lastUsedAt) : '还没有'),
        },
        {
          key: 'remove',
          title: '办理',
          cell: (key) => (
            <Button small aria-label={`移除${key.name}`} onClick={() => onRemove(key)}>
              移除
            </Button>
          ),
        },
      ]}
    />
  )
}
