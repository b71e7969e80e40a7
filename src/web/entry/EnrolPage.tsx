import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button } from '../kit/Button.tsx'
import { signOut } from '../sessionActs.ts'
import { useCall } from '../useCall.ts'
import { AddPasskeyForm } from './AddPasskeyForm.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { FactorSteps } from './FactorSteps.tsx'
import { browserHasPasskeys } from './passkeys.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { safeAddress } from './SignInPage.tsx'

/** The first sign-in: nothing else opens before the second factor is bound. */
export function EnrolPage() {
  const to = useSearchParams()[0].get('to')
  const [codes, setCodes] = useState<readonly string[]>()
  const [byKey, setByKey] = useState(false)
  const ways = useCall('session.waysIn', {})
  const leave = () => location.assign(safeAddress(to))
  if (codes) {
    return (
      <EntryFrame
        wide
        title="请保存恢复码"
        lead={`${byKey ? '安全密钥' : '动态口令'}已启用。手机或密钥丢失时，一个恢复码可代替一次。`}
      >
        <RecoveryCodes codes={codes} action="我已保存，进入平台" onDone={leave} />
      </EntryFrame>
    )
  }
  if (byKey) {
    return (
      <EntryFrame
        title="登记安全密钥 / 本机指纹"
        lead="除密码外，登录还要您的 USB 密钥，或这台电脑的指纹、人脸或 PIN。"
      >
        <AddPasskeyForm
          onAdded={(fresh) => setCodes(fresh ?? [])}
          onCancel={() => setByKey(false)}
        />
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
      {ways.data?.passkeys && browserHasPasskeys() && (
        <p className="entry-help">
          <Button look="link" onClick={() => setByKey(true)}>
            没有手机验证器，改用安全密钥 / 本机指纹
          </Button>
        </p>
      )}
      <p className="entry-help">
        <Button look="link" onClick={() => void signOut()}>
          退出，以后再绑定
        </Button>
      </p>
    </EntryFrame>
  )
}
