import { useSearchParams } from 'react-router'
import { AcceptInvitation } from '#src/staff/account.ts'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { PasswordField } from '../kit/textFields.tsx'
import { Empty } from '../kit/states.tsx'
import { EntryFrame } from './EntryFrame.tsx'

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
    <EntryFrame title="启用账号" lead="管理员已为您开设账号。设置密码后即可使用，链接只能用一次。">
      <Form
        schema={AcceptInvitation}
        defaults={{ token, password: '' }}
        enter="submit"
        onSubmit={async (values) => {
          await call('session.acceptInvitation', values)
          location.assign('/')
        }}
      >
        <PasswordField
          name="password"
          label="设置密码"
          required
          autoComplete="new-password"
          hint="至少 12 个字符，可以用一句自己记得住的话"
        />
        <SubmitBar label="启用账号并进入" />
      </Form>
    </EntryFrame>
  )
}
