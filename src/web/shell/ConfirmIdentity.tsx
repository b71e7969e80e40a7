import { lazy, Suspense, useEffect, useState } from 'react'
import { whenUnconfirmed } from '../identity.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { useSession } from '../session.ts'

const ConfirmForm = lazy(async () => ({
  default: (await import('../entry/ConfirmForm.tsx')).ConfirmForm,
}))

/** Asks for password and code when the server wants a fresh proof of identity; the call then goes on by itself. */
export function ConfirmIdentity() {
  const { demo, factors } = useSession()
  const [waiting, setWaiting] = useState<{ readonly answer: (done: boolean) => void }>()
  useEffect(
    () => whenUnconfirmed(() => new Promise((answer) => setWaiting({ answer }))),
    [setWaiting],
  )
  function end(done: boolean) {
    waiting?.answer(done)
    setWaiting(undefined)
  }
  return (
    <Dialog title="请再次验证身份" open={waiting !== undefined} onClose={() => end(false)}>
      <p className="muted">
        {demo
          ? '这项操作较为重要，请再输一次密码。'
          : `这项操作较为重要，请再输一次密码，并用${factors.includes('passkey') ? '安全密钥或' : ''}动态口令验证。`}
        验证后五分钟内不再询问。
      </p>
      <Suspense>
        <ConfirmForm
          withCode={!demo}
          factors={factors}
          onConfirmed={() => end(true)}
          onCancel={() => end(false)}
        />
      </Suspense>
    </Dialog>
  )
}
