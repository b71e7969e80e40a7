import { useState } from 'react'
import { SignIn } from '#src/staff/account.ts'
import type { FactorKind } from '#src/staff/passkey.ts'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'
import { factorsAsked, withPasskey } from './passkeys.ts'
import { CodeField, PasskeyButton, usePasskeyPress } from './SecondProof.tsx'

interface SignInFormProps {
  readonly onSignedIn: () => void
}

/** Account and password; then, where the account has a second factor, the code or the security key. */
export function SignInForm({ onSignedIn }: SignInFormProps) {
  const [factors, setFactors] = useState<readonly FactorKind[]>()
  const { press, pressed } = usePasskeyPress()
  return (
    <Form
      schema={SignIn}
      defaults={{ account: '', password: '', code: '' }}
      enter="submit"
      unguarded
      onSubmit={async ({ code, ...who }) => {
        try {
          if (pressed()) await withPasskey((passkey) => call('session.signIn', { ...who, passkey }))
          else await call('session.signIn', { ...who, code })
        } catch (error) {
          const asked = factorsAsked(error)
          if (factors || !asked) throw error
          setFactors(asked)
          return
        }
        onSignedIn()
      }}
    >
      <TextField name="account" label="账号" required autoComplete="username" autoFocus />
      <PasswordField name="password" label="密码" required autoComplete="current-password" />
      {factors && <CodeField factors={factors} autoFocus />}
      <SubmitBar label={factors ? '验证并登录' : '登录'} />
      {factors && <PasskeyButton factors={factors} onPress={press} />}
    </Form>
  )
}
