import { Confirmation } from '#src/staff/account.ts'
import { call } from '../api.ts'
import { renewing } from '../identity.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'

interface ConfirmFormProps {
  /** True where the account has a second factor. */
  readonly withCode: boolean
  readonly onConfirmed: () => void
  readonly onCancel: () => void
}

/** Password and code once more, for what is delicate. */
export function ConfirmForm({ withCode, onConfirmed, onCancel }: ConfirmFormProps) {
  return (
    <Form
      schema={Confirmation}
      defaults={{ password: '', code: '' }}
      enter="submit"
      unguarded
      onSubmit={async (values) => {
        await renewing(call('session.confirm', values))
        onConfirmed()
      }}
    >
      <PasswordField name="password" label="密码" required autoComplete="current-password" />
      {withCode && (
        <TextField
          name="code"
          label="动态口令"
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          hint="手机验证器上现在显示的 6 位数字；刚用过的那一组不能再用"
        />
      )}
      <SubmitBar label="验证并继续" onCancel={onCancel} />
    </Form>
  )
}
