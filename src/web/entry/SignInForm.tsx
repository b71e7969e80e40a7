import { useState } from 'react'
import { SignIn } from '#src/staff/account.ts'
import { call, CallError } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'

interface SignInFormProps {
  readonly onSignedIn: () => void
}

/** Account and password; the code is asked for when the account has a second factor. */
export function SignInForm({ onSignedIn }: SignInFormProps) {
  const [withCode, setWithCode] = useState(false)
  return (
    <Form
      schema={SignIn}
      defaults={{ account: '', password: '', code: '' }}
      enter="submit"
      unguarded
      onSubmit={async (values) => {
        try {
          await call('session.signIn', values)
        } catch (error) {
          if (withCode || !asksForCode(error)) throw error
          setWithCode(true)
          return
        }
        onSignedIn()
      }}
    >
      <TextField name="account" label="账号" required autoComplete="username" autoFocus />
      <PasswordField name="password" label="密码" required autoComplete="current-password" />
      {withCode && <CodeField autoFocus />}
      <SubmitBar label={withCode ? '验证并登录' : '登录'} />
    </Form>
  )
}

/** Whether a call was refused only because the code of the second factor is missing. */
export function asksForCode(error: unknown): boolean {
  return error instanceof CallError && error.code === 'session.codeNeeded'
}

/** The code of the authenticator, or a recovery code in its place. */
export function CodeField({ autoFocus }: { readonly autoFocus?: boolean }) {
  return (
    <TextField
      name="code"
      label="动态口令"
      required
      autoFocus={autoFocus}
      inputMode="text"
      autoComplete="one-time-code"
      hint="手机验证器上现在显示的 6 位数字；手机不在身边时可填一个恢复码"
    />
  )
}
