import * as z from 'zod'
import { call } from '../api.ts'
import { Form } from '../kit/Form.tsx'
import { FormSection, SubmitBar } from '../kit/formParts.tsx'
import { KeyValue } from '../kit/facts.tsx'
import { Columns, PageHead, Section } from '../kit/page.tsx'
import { PasswordField } from '../kit/textFields.tsx'
import { useSession } from '../session.ts'

const ChangePassword = z.object({
  current: z.string('请填写现在的密码').min(1, '请填写现在的密码'),
  password: z.string('请填写新密码').min(1, '请填写新密码'),
})

export function AccountPage() {
  const { name, account, post } = useSession()
  return (
    <>
      <PageHead title="账号与密码" />
      <Columns split="1:1">
        <Section title="我的账号">
          <KeyValue
            facts={[
              { label: '姓名', value: name },
              { label: '账号', value: account },
              { label: '岗位', value: post?.title },
              { label: '单位', value: post?.orgName },
              { label: '权限', value: post?.roleTitle },
            ]}
          />
        </Section>
        <Form
          schema={ChangePassword}
          defaults={{ current: '', password: '' }}
          onSubmit={async (values) => {
            await call('session.changePassword', values)
            location.assign('/sign-in')
          }}
        >
          <FormSection title="修改密码" note="改后需要重新登录" columns={1}>
            <PasswordField
              name="current"
              label="现在的密码"
              required
              autoComplete="current-password"
            />
            <PasswordField name="password" label="新密码" required autoComplete="new-password" />
            <SubmitBar label="修改密码" />
          </FormSection>
        </Form>
      </Columns>
    </>
  )
}
