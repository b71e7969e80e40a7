import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { AcceptInvitation } from '#src/staff/account.ts'
import type { FactorKind } from '#src/staff/passkey.ts'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { PasswordField } from '../kit/textFields.tsx'
import { Empty } from '../kit/states.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { factorsAsked, withPasskey } from './passkeys.ts'
import { CodeField, PasskeyButton, usePasskeyPress } from './SecondProof.tsx'
import { usePasswordHint } from './usePasswordHint.ts'

export function InvitePage() {
  const token = useSearchParams()[0].get('token')
  if (!token) {
    return (
      <EntryFrame title="链接不完整">
        <Empty title="请重新打开管理员发给您的完整链接" />
      </EntryFrame>
    )
  }
  return (
    <EntryFrame title="设置密码" lead="请设置自己的密码，管理员也不会知道。链接只能用一次。">
      <PasswordForm token={token} />
    </EntryFrame>
  )
}

/** A new password does away with the old one, never with the second factor. */
function PasswordForm({ token }: { readonly token: string }) {
  const [factors, setFactors] = useState<readonly FactorKind[]>()
  const { press, pressed } = usePasskeyPress()
  const hint = usePasswordHint()
  return (
    <Form
      schema={AcceptInvitation}
      defaults={{ token, password: '', code: '' }}
      enter="submit"
      unguarded
      onSubmit={async ({ code, ...chosen }) => {
        try {
          if (pressed())
            await withPasskey((passkey) => call('session.acceptInvitation', { ...chosen, passkey }))
          else await call('session.acceptInvitation', { ...chosen, code })
        } catch (error) {
          const asked = factorsAsked(error)
          if (factors || !asked) throw error
          setFactors(asked)
          return
        }
        location.assign('/')
      }}
    >
      <PasswordField
        name="password"
        label="设置密码"
        required
        autoComplete="new-password"
        hint={hint}
      />
      {factors && <CodeField factors={factors} autoFocus />}
      <SubmitBar label="保存密码并进入" />
      {factors && <PasskeyButton factors={factors} onPress={press} />}
    </Form>
  )
}
