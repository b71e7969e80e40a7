import { Navigate } from 'react-router'
import { Button } from '../kit/Button.tsx'
import { signOut } from '../sessionActs.ts'
import { useCall } from '../useCall.ts'
import { ChangePasswordForm } from './ChangePasswordForm.tsx'
import { EntryFrame } from './EntryFrame.tsx'

/** A password that is too old, or not what is asked for now, is changed before anything else opens. */
export function RenewPasswordPage() {
  const me = useCall('session.me', {})
  if (me.data || me.error?.kind === 'unknown') return <Navigate replace to="/" />
  return (
    <EntryFrame title="请先修改密码" lead={me.error && `${me.error.message}。`}>
      <ChangePasswordForm note="改后用新密码重新登录" />
      <p className="entry-help">
        <Button look="link" onClick={() => void signOut()}>
          退出，以后再改
        </Button>
      </p>
    </EntryFrame>
  )
}
