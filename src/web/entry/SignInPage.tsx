import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { Notice } from '../kit/bars.tsx'
import { useCall } from '../useCall.ts'
import { EntryFrame } from './EntryFrame.tsx'
import { SignInForm } from './SignInForm.tsx'

export function SignInPage() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params] = useSearchParams()
  const ways = useCall('session.waysIn', {})
  return (
    <EntryFrame title="登录">
      {params.get('why') === 'notMe' && (
        <Notice tone="ok">
          已退出全部登录并停用原密码，安全管理员已收到通知。请向系统管理员要新的一次性链接。
        </Notice>
      )}
      {params.get('why') === 'password' && <Notice tone="ok">密码已修改，请用新密码登录。</Notice>}
      {ways.data?.demo && (
        <Notice tone="warn">
          演示环境：不启用动态口令，只用账号和密码登录。正式使用时必须绑定。
        </Notice>
      )}
      <SignInForm
        onSignedIn={() => {
          client.clear()
          void navigate(safeAddress(params.get('to')), { replace: true })
        }}
      />
      <p className="entry-help">
        忘记密码或没有账号，请找本单位系统管理员；手机丢失、无法取得动态口令，请找安全管理员。
      </p>
      <p className="entry-help">
        账号被人多次猜密码时，陌生设备一小时内不能登录，您常用的电脑不受影响。
      </p>
    </EntryFrame>
  )
}

/** Only addresses of this site: a link from elsewhere must not lead away after signing in. */
export function safeAddress(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/'
}
