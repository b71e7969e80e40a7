import { lazy, Suspense, useEffect, useState } from 'react'
import { call, lastHeard } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useSession } from '../session.ts'

const SignInForm = lazy(async () => ({
  default: (await import('../entry/SignInForm.tsx')).SignInForm,
}))

interface SessionWatchProps {
  /** Why the session ended; absent while it lives. */
  readonly expired: string | undefined
  readonly onRenewed: () => void
}

const warnMinutes = 3

/** Warns before the session ends for want of use; once it has ended, signs in over the page as it stands. */
export function SessionWatch({ expired, onRenewed }: SessionWatchProps) {
  const { idleMinutes } = useSession()
  const [left, setLeft] = useState(idleMinutes)
  useEffect(() => {
    const timer = setInterval(
      () => setLeft(Math.ceil(idleMinutes - (Date.now() - lastHeard()) / 60_000)),
      10_000,
    )
    return () => clearInterval(timer)
  }, [idleMinutes])
  const keepOn = () => void call('session.me', {}).then(() => setLeft(idleMinutes))
  if (expired !== undefined) {
    const elsewhere = expired.includes('别处')
    return (
      <Dialog
        title={elsewhere ? '您已在别处登录' : '登录已过期'}
        open
        onClose={() => location.assign('/sign-in')}
      >
        {elsewhere && <p>{expired}。</p>}
        <p className="muted">页面上填写的内容都还在。重新登录后可以接着办。</p>
        <Suspense>
          <SignInForm onSignedIn={onRenewed} />
        </Suspense>
      </Dialog>
    )
  }
  return (
    <Dialog title="还在使用吗？" open={left > 0 && left <= warnMinutes} onClose={keepOn}>
      <p>较长时间没有操作，{left} 分钟后将自动退出登录，以保护老同志的个人信息。</p>
      <div className="submit-bar">
        <Button look="primary" onClick={keepOn}>
          继续使用
        </Button>
      </div>
    </Dialog>
  )
}
