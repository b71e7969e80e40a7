import * as z from 'zod'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { FormSection, SubmitBar } from '../kit/formParts.tsx'
import { PasswordField } from '../kit/textFields.tsx'
import { usePasswordHint } from './usePasswordHint.ts'

const ChangePassword = z
  .object({
    current: z.string('请填写现在的密码').min(1, '请填写现在的密码'),
    password: z.string('请填写新密码').min(1, '请填写新密码'),
    again: z.string('请再填写一次新密码').min(1, '请再填写一次新密码'),
  })
  .refine(({ password, again }) => password === again, {
    path: ['again'],
    message: '两次填写的新密码不一样',
  })

/** A new password in place of the present one; every session ends, and the sign-in page says why. */
export function ChangePasswordForm({ note }: { readonly note: string }) {
  const hint = usePasswordHint()
  return (
    <Form
      schema={ChangePassword}
      defaults={{ current: '', password: '', again: '' }}
      onSubmit={async ({ current, password }) => {
        await call('session.changePassword', { current, password })
        location.assign('/sign-in?why=password')
      }}
    >
      <FormSection title="修改密码" note={note} columns={1}>
        <PasswordField name="current" label="现在的密码" required autoComplete="current-password" />
        <PasswordField
          name="password"
          label="新密码"
          required
          autoComplete="new-password"
          hint={hint}
        />
        <PasswordField name="again" label="再填一次新密码" required autoComplete="new-password" />
        <SubmitBar label="修改密码" />
      </FormSection>
    </Form>
  )
}
