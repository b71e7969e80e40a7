import { useSearchParams } from 'react-router'
import { SetUp } from '#src/staff/account.ts'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { Fields, SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'
import { EntryFrame } from './EntryFrame.tsx'

export function SetUpPage() {
  const [params] = useSearchParams()
  return (
    <EntryFrame
      wide
      title="首次设置"
      lead="填写本单位和第一位管理员，只需一次。以后可以在系统里再开设其他同事的账号。"
    >
      <Form
        schema={SetUp}
        defaults={{ token: params.get('token') ?? '', regionName: '', regionCode: '' }}
        onSubmit={async (values) => {
          await call('setup.begin', values)
          location.assign('/')
        }}
      >
        {!params.get('token') && (
          <TextField
            name="token"
            label="设置口令"
            required
            hint="启动程序时，窗口里显示的那一串字符"
          />
        )}
        <h2>本单位</h2>
        <Fields>
          <TextField
            name="bureauName"
            label="单位全称"
            required
            span="all"
            hint="例如：某某县委老干部局"
          />
          <TextField name="regionName" label="所在地区" required hint="例如：某某县" />
          <TextField
            name="regionCode"
            label="行政区划代码"
            required
            inputMode="numeric"
            maxLength={6}
            hint="6 位数字，与身份证前 6 位同一套代码"
          />
        </Fields>
        <h2>第一位管理员</h2>
        <Fields>
          <TextField name="name" label="姓名" required autoComplete="name" />
          <TextField
            name="account"
            label="账号"
            required
            autoComplete="username"
            hint="小写字母和数字"
          />
          <PasswordField
            name="password"
            label="密码"
            required
            autoComplete="new-password"
            span="all"
            hint="至少 12 个字符，可以用一句自己记得住的话"
          />
        </Fields>
        <SubmitBar label="完成设置并进入" />
      </Form>
    </EntryFrame>
  )
}
