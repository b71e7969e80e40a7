import { useState } from 'react'
import { useSearchParams } from 'react-router'
import * as z from 'zod'
import { SetUp } from '#src/staff/account.ts'
import type { FoundingLink } from '#src/staff/setUp.operations.ts'
import { call } from '../api.ts'
import { CheckField } from '../kit/choiceFields.tsx'
import { Form } from '../kit/Form.tsx'
import { Fields, SubmitBar } from '../kit/formParts.tsx'
import { PasswordField, TextField } from '../kit/textFields.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { FoundingLinks } from './FoundingLinks.tsx'
import { usePasswordHint } from './usePasswordHint.ts'

/** Where no clerk is named, what was typed for one is not sent. */
const WithoutClerk = z.preprocess(
  (given) => ({ ...(given as object), clerk: undefined }),
  SetUp,
) as unknown as typeof SetUp

const blank = { name: '', account: '' }

export function SetUpPage() {
  const [params] = useSearchParams()
  const hint = usePasswordHint()
  const [links, setLinks] = useState<readonly FoundingLink[]>()
  const [withClerk, setWithClerk] = useState(true)
  if (links) return <FoundingLinks links={links} />
  return (
    <EntryFrame
      wide
      title="首次设置"
      lead="填写本单位和三位管理员，只需一次。三员由三个人分别担任，互相制约，不兼业务岗位，也看不到老干部的资料。"
    >
      <Form
        schema={withClerk ? SetUp : WithoutClerk}
        defaults={{
          token: params.get('token') ?? '',
          regionName: '',
          regionCode: '',
          securityAdmin: blank,
          auditAdmin: blank,
          clerk: blank,
        }}
        onSubmit={async (values) => {
          const done = await call('setup.begin', values)
          setLinks((done as unknown as { links: readonly FoundingLink[] }).links)
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
        <h2>系统管理员（您本人）</h2>
        <p className="muted">开设账号、提出岗位，维护机构。</p>
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
            hint={hint}
          />
        </Fields>
        <h2>安全管理员</h2>
        <p className="muted">批准岗位，处理安全事项。</p>
        <Person of="securityAdmin" who="安全管理员" />
        <h2>审计管理员</h2>
        <p className="muted">查看并核验留痕。人手不足时可由上一级单位的同志担任。</p>
        <Person of="auditAdmin" who="审计管理员" />
        <h2>老干部局工作人员</h2>
        <CheckField
          label="同时开设一位工作人员，马上可以导入名册"
          value={withClerk}
          onChange={setWithClerk}
        />
        {withClerk && <Person of="clerk" who="工作人员" />}
        <SubmitBar label="完成设置" />
      </Form>
    </EntryFrame>
  )
}

interface PersonProps {
  readonly of: 'securityAdmin' | 'auditAdmin' | 'clerk'
  readonly who: string
}

function Person({ of, who }: PersonProps) {
  return (
    <Fields>
      <TextField name={`${of}.name`} label={`${who}姓名`} required />
      <TextField name={`${of}.account`} label={`${who}账号`} required hint="小写字母和数字" />
    </Fields>
  )
}
