import { SignIn } from '#src/staff/account.ts'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'

interface SignInFormProps {
  readonly onSignedIn: () => void
}

export function SignInForm({ onSignedIn }: SignInFormProps) {
  return (
    <Form
      schema={SignIn}
      defaults={{ account: '', password: '' }}
      enter="submit"
      unguarded
      onSubmit={async (values) => {
        await call('session.signIn', values)
        onSignedIn()
      }}
    >
      <TextField name="account" label="账号" required autoComplete="username" autoFocus />
      <PasswordField name="password" label="密码" required autoComplete="current-password" />
      <SubmitBar label="登录" />
    </Form>
  )
}
