import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { EntryFrame } from './EntryFrame.tsx'
import { SignInForm } from './SignInForm.tsx'

export function SignInPage() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [params] = useSearchParams()
  return (
    <EntryFrame title="登录">
      <SignInForm
        onSignedIn={() => {
          client.clear()
          void navigate(safeAddress(params.get('to')), { replace: true })
        }}
      />
      <p className="entry-help">忘记密码或没有账号，请找本单位系统管理员。</p>
    </EntryFrame>
  )
}

/** Only addresses of this site: a link from elsewhere must not lead away after signing in. */
export function safeAddress(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/'
}
