import { Confirmation } from '#src/staff/account.ts'
import type { FactorKind } from '#src/staff/passkey.ts'
import { call } from '../api.ts'
import { renewing } from '../identity.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'
import { withPasskey } from './passkeys.ts'
import { PasskeyButton, usePasskeyPress } from './SecondProof.tsx'

interface ConfirmFormProps {
  /** True where the account has a second factor. */
  readonly withCode: boolean
  /** What the account has that works here. */
  readonly factors: readonly FactorKind[]
  readonly onConfirmed: () => void
  readonly onCancel: () => void
}

/** Password and second proof once more, for what is delicate. */
export function ConfirmForm({ withCode, factors, onConfirmed, onCancel }: ConfirmFormProps) {
  const { press, pressed } = usePasskeyPress()
  const codes = factors.includes('code')
  return (
    <Form
      schema={Confirmation}
      defaults={{ password: '', code: '' }}
      enter="submit"
      unguarded
      onSubmit={async ({ code, password }) => {
        if (pressed())
          await withPasskey((passkey) => renewing(call('session.confirm', { password, passkey })))
        else await renewing(call('session.confirm', { password, code }))
        onConfirmed()
      }}
    >
      <PasswordField name="password" label="密码" required autoComplete="current-password" />
      {withCode && (
        <TextField
          name="code"
          label={codes ? '动态口令' : '恢复码'}
          required={!factors.includes('passkey')}
          inputMode={codes ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          hint={
            codes
              ? '手机验证器上现在显示的 6 位数字；刚用过的那一组不能再用'
              : '安全密钥不在身边时，填一个恢复码'
          }
        />
      )}
      <SubmitBar label="验证并继续" onCancel={onCancel} />
      <PasskeyButton factors={factors} onPress={press} />
    </Form>
  )
}
