import { useState } from 'react'
import { ConfirmDialog, Dialog } from '#src/web/kit/Dialog.tsx'
import type { MenuEntry } from '#src/web/kit/MenuButton.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { FurtherPostForm } from './FurtherPostForm.tsx'
import { LeaveForm } from './LeaveForm.tsx'
import type { FreshLink } from './OneTimeLink.tsx'
import { postsNow, type StaffAccount } from './people.ts'
import { EndPostForm, ResetFactorForm } from './SmallForms.tsx'

const titles = {
  further: '增加岗位',
  endPost: '免去岗位',
  renew: '重发链接',
  leave: '离岗交接',
  end: '停用账号',
  reset: '解除动态口令',
} as const

type Act = keyof typeof titles

interface Chosen {
  readonly act: Act
  readonly one: StaffAccount
}

/** What may be done with an account, and the dialogs in which it is done. */
export function useStaffActs(onLink: (link: FreshLink) => void) {
  const may = useMay()
  const { today } = useSession()
  const [chosen, setChosen] = useState<Chosen>()
  const end = useCommand('staff.end', ['staff.'])
  const renew = useCommand('staff.renewLink', ['staff.'])
  const close = () => setChosen(undefined)

  function actsFor(one: StaffAccount, isOwn: boolean): readonly Act[] {
    if (one.state === 'ended') return []
    const kept: Act[] = may('staff.manage')
      ? ['further', ...(postsNow(one, today).length > 1 ? (['endPost'] as const) : []), 'renew']
      : []
    const ending: Act[] = may('staff.manage') && !isOwn ? ['leave', 'end'] : []
    const reset: Act[] = may('security.manage') && !isOwn ? ['reset'] : []
    return [...kept, ...ending, ...reset]
  }

  function entriesFor(one: StaffAccount, isOwn: boolean): readonly MenuEntry[] {
    return actsFor(one, isOwn).map((act) => ({
      id: act,
      title: act === 'renew' && one.state === 'active' ? '重设密码' : titles[act],
      onPress: () => setChosen({ act, one }),
    }))
  }

  function dialogs(working: readonly StaffAccount[]) {
    if (!chosen) return null
    const { act, one } = chosen
    const others = working.filter(({ accountId }) => accountId !== one.accountId)
    if (act === 'renew') return renewDialog(one)
    if (act === 'end') return endDialog(one)
    return (
      <Dialog title={`${titles[act]}：${one.name}`} open onClose={close}>
        {act === 'further' && <FurtherPostForm of={one} onClose={close} />}
        {act === 'endPost' && <EndPostForm of={one} today={today} onClose={close} />}
        {act === 'leave' && <LeaveForm of={one} others={others} onClose={close} />}
        {act === 'reset' && <ResetFactorForm of={one} today={today} onClose={close} />}
      </Dialog>
    )
  }

  function renewDialog(one: StaffAccount) {
    return (
      <ConfirmDialog
        title={`为${one.name}重发链接`}
        open
        onClose={close}
        action="重发链接"
        onConfirm={async () => {
          const { token } = await renew.mutateAsync({ accountId: one.accountId })
          onLink({ name: one.name, token })
        }}
      >
        以前发出还没用的链接随即作废。本人打开新链接设置密码后，原密码失效，已登录的地方须重新登录；动态口令不变。
      </ConfirmDialog>
    )
  }

  function endDialog(one: StaffAccount) {
    return (
      <ConfirmDialog
        title={`停用${one.name}的账号`}
        open
        onClose={close}
        action="停用"
        danger
        onConfirm={async () => {
          await end.mutateAsync({ accountId: one.accountId })
          toast(`已停用${one.name}的账号`)
        }}
      >
        立即退出登录，不能再进入平台，各岗位到今天为止；以前办理的记录保留。停用后不能恢复，需要时另开账号。有事要移交的，请用「离岗交接」。
      </ConfirmDialog>
    )
  }

  return { some: may('staff.manage') || may('security.manage'), entriesFor, dialogs }
}
