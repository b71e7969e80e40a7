import './entry.css'
import { useState } from 'react'
import type { Safety, SignedIn } from '#src/staff/factor.operations.ts'
import { Button } from '../kit/Button.tsx'
import { ConfirmDialog, Dialog } from '../kit/Dialog.tsx'
import { KeyValue } from '../kit/facts.tsx'
import { Section } from '../kit/page.tsx'
import { SimpleTable } from '../kit/SimpleTable.tsx'
import { Loaded } from '../kit/states.tsx'
import { Tag } from '../kit/Tag.tsx'
import { clockTime } from '../kit/moment.ts'
import { placeOf } from '../shell/place.ts'
import { NotMeDialog } from '../shell/StandingNotices.tsx'
import { useCall, useCommand } from '../useCall.ts'
import { FactorSteps } from './FactorSteps.tsx'
import { PasskeySection } from './PasskeySection.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

/** One's second factor, and where one has signed in. */
export function SafetySections() {
  const safety = useCall('session.safety', {})
  return (
    <Loaded of={safety} lines={8}>
      {(found) => (
        <>
          <FactorSection safety={found} onChange={() => void safety.refetch()} />
          {found.factorsInForce && (
            <PasskeySection safety={found} onChange={() => void safety.refetch()} />
          )}
          <SignIns signIns={found.signIns} shared={!found.factorsInForce} />
        </>
      )}
    </Loaded>
  )
}

interface FactorSectionProps {
  readonly safety: Safety
  readonly onChange: () => void
}

function FactorSection({ safety, onChange }: FactorSectionProps) {
  const [binding, setBinding] = useState(false)
  const [renewing, setRenewing] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  const renew = useCommand('session.renewRecoveryCodes', ['session.safety'])
  if (!safety.factorsInForce) {
    return (
      <Section title="动态口令">
        <p className="muted">演示环境不启用动态口令。正式使用时，每位工作人员都须绑定。</p>
      </Section>
    )
  }
  function show(fresh: readonly string[]) {
    setBinding(false)
    setCodes(fresh)
    onChange()
  }
  return (
    <Section
      title="动态口令"
      actions={
        <>
          <Button small onClick={() => setRenewing(true)}>
            更换恢复码
          </Button>
          <Button small onClick={() => setBinding(true)}>
            {safety.enrolledAt ? '换手机' : '绑定'}
          </Button>
        </>
      }
    >
      <KeyValue
        facts={[
          {
            label: '绑定时间',
            value: safety.enrolledAt ? clockTime(safety.enrolledAt) : '还没有绑定',
          },
          { label: '剩余恢复码', value: `${safety.recoveryCodesLeft} 个` },
        ]}
      />
      <Dialog wide title="绑定新的动态口令" open={binding} onClose={() => setBinding(false)}>
        <FactorSteps onBound={show} />
      </Dialog>
      <ConfirmDialog
        title="更换恢复码"
        open={renewing}
        onClose={() => setRenewing(false)}
        action="更换"
        onConfirm={async () => setCodes((await renew.mutateAsync({})).recoveryCodes)}
      >
        以前的恢复码全部作废，换成新的 10 个。
      </ConfirmDialog>
      <Dialog title="新的恢复码" open={codes !== undefined} onClose={() => setCodes(undefined)}>
        <RecoveryCodes codes={codes ?? []} action="我已保存" onDone={() => setCodes(undefined)} />
      </Dialog>
    </Section>
  )
}

interface SignInsProps {
  readonly signIns: readonly SignedIn[]
  /** True in the demonstration, whose accounts anybody may use. */
  readonly shared: boolean
}

function SignIns({ signIns, shared }: SignInsProps) {
  const [asking, setAsking] = useState(false)
  return (
    <Section
      title="最近登录"
      note={shared ? '演示账号人人可用' : '同一账号同时只能在一处登录'}
      actions={
        !shared && (
          <Button small onClick={() => setAsking(true)}>
            有一次不是我
          </Button>
        )
      }
    >
      <SimpleTable
        label="最近登录"
        rows={signIns}
        rowKey={({ id }) => id}
        columns={[
          { key: 'at', title: '时间', cell: ({ at }) => clockTime(at) },
          { key: 'source', title: '地点', cell: ({ source }) => placeOf(source) },
          {
            key: 'device',
            title: '设备',
            cell: ({ knownDevice }) =>
              knownDevice ? <Tag tone="ok">常用</Tag> : <Tag tone="warn">第一次</Tag>,
          },
        ]}
      />
      <NotMeDialog open={asking} onClose={() => setAsking(false)} />
    </Section>
  )
}
