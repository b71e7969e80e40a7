import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { FactorSteps } from './FactorSteps.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { safeAddress } from './SignInPage.tsx'

/** The first sign-in: nothing else opens before the second factor is bound. */
export function EnrolPage() {
  const to = useSearchParams()[0].get('to')
  const [codes, setCodes] = useState<readonly string[]>()
  const leave = () => location.assign(safeAddress(to))
  if (codes) {
    return (
      <EntryFrame
        wide
        title="请保存恢复码"
        lead="动态口令已启用。手机丢失时，一个恢复码可代替一次动态口令。"
      >
        <RecoveryCodes codes={codes} action="我已保存，进入平台" onDone={leave} />
      </EntryFrame>
    )
  }
  return (
    <EntryFrame
      wide
      title="绑定动态口令"
      lead="除密码外，登录还要手机验证器上的 6 位数字。第一次登录须先绑定。"
    >
      <FactorSteps onBound={setCodes} />
      <p className="entry-help">
        <Button look="link" onClick={() => void signOut()}>
          退出，以后再绑定
        </Button>
      </p>
    </EntryFrame>
  )
}

async function signOut(): Promise<void> {
  await call('session.signOut', {}).catch(() => undefined)
  location.assign('/sign-in')
}
