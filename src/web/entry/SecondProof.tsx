import './entry.css'
import { useContext, useRef } from 'react'
import type { FactorKind } from '#src/staff/passkey.ts'
import { Button } from '../kit/Button.tsx'
import { FormBusyContext } from '../kit/field.tsx'
import { TextField } from '../kit/textFields.tsx'
import { browserHasPasskeys } from './passkeys.ts'

interface CodeFieldProps {
  readonly factors: readonly FactorKind[]
  readonly autoFocus?: boolean
}

/** The code of the authenticator, or a recovery code in its place. */
export function CodeField({ factors, autoFocus }: CodeFieldProps) {
  const codes = factors.includes('code')
  const keys = factors.includes('passkey')
  return (
    <TextField
      name="code"
      label={codes ? '动态口令' : '恢复码'}
      required={!keys}
      autoFocus={autoFocus}
      inputMode="text"
      autoComplete="one-time-code"
      hint={
        codes
          ? '手机验证器上现在显示的 6 位数字；手机不在身边时可填一个恢复码'
          : '安全密钥不在身边时，填一个恢复码'
      }
    />
  )
}

/** Milliseconds within which a press on the key's button belongs to the form that is sent. */
const pressLasts = 1_000

/** Whether a form is sent by the button of the security key rather than by its own. */
export function usePasskeyPress() {
  const at = useRef(Number.NEGATIVE_INFINITY)
  return {
    press: () => void (at.current = performance.now()),
    pressed() {
      const pressed = performance.now() - at.current < pressLasts
      at.current = Number.NEGATIVE_INFINITY
      return pressed
    },
  }
}

interface PasskeyButtonProps {
  readonly factors: readonly FactorKind[]
  readonly onPress: () => void
}

/** Sends the form with the security key in place of the code; absent where there is none. Stands after the form's own button. */
export function PasskeyButton({ factors, onPress }: PasskeyButtonProps) {
  const busy = useContext(FormBusyContext)
  if (!factors.includes('passkey') || !browserHasPasskeys()) return null
  return (
    <p className="entry-key">
      <Button type="submit" busy={busy} onClick={onPress}>
        用安全密钥或本机指纹
      </Button>
    </p>
  )
}
