import { useSearchParams } from 'react-router'
import { Appointment } from '#src/staff/account.ts'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { Fields, SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { usePasswordHint } from './usePasswordHint.ts'

/** Taking up one of the three offices by the link that the server printed. */
export function AppointPage() {
  const token = useSearchParams()[0].get('token') ?? ''
  const hint = usePasswordHint()
  return (
    <EntryFrame
      wide
      title="就任管理员"
      lead="系统、安全、审计三员由三个人分别担任，不兼业务岗位。请本人填写，账号只归自己使用。"
    >
      <Form
        schema={Appointment}
        defaults={{ token, name: '', account: '', password: '' }}
        unguarded
        onSubmit={async (values) => {
          await call('setup.appoint', values)
          location.assign('/')
        }}
      >
        <Fields>
          <TextField name="name" label="姓名" required autoComplete="name" />
          <TextField name="account" label="账号" required hint="小写字母和数字，如姓名拼音" />
          <PasswordField
            name="password"
            label="密码"
            required
            autoComplete="new-password"
            span="all"
            hint={hint}
          />
        </Fields>
        <SubmitBar label="就任并进入" />
      </Form>
    </EntryFrame>
  )
}
