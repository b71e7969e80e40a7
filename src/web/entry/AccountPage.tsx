import { formatDay } from '#src/kernel/day.ts'
import { Button } from '../kit/Button.tsx'
import { RadioRow } from '../kit/choiceFields.tsx'
import { KeyValue } from '../kit/facts.tsx'
import { Columns, PageHead, Section, Stack } from '../kit/page.tsx'
import { SimpleTable } from '../kit/SimpleTable.tsx'
import { Tag } from '../kit/Tag.tsx'
import { useSession } from '../session.ts'
import { switchPost } from '../sessionActs.ts'
import { useTextSize } from '../shell/useTextSize.ts'
import { ChangePasswordForm } from './ChangePasswordForm.tsx'
import { SafetySections } from './SafetySections.tsx'

/** One's own account: who one is, the posts held, size of text, second factor, sign-ins, password. */
export function AccountPage() {
  const { name, account, passwordEndsOn } = useSession()
  return (
    <>
      <PageHead title="账号与安全" />
      <Columns split="1:1">
        <Stack>
          <Section title="我的账号">
            <KeyValue
              facts={[
                { label: '姓名', value: name },
                { label: '账号', value: account },
              ]}
            />
          </Section>
          <Section title="我的岗位" note="岗位决定看得到哪些人、能办哪些事">
            <Posts />
          </Section>
          <Section title="显示">
            <TextSize />
          </Section>
        </Stack>
        <Stack>
          <SafetySections />
          <ChangePasswordForm
            note={
              passwordEndsOn
                ? `${formatDay(passwordEndsOn)}前须更换；改后需要重新登录`
                : '改后需要重新登录'
            }
          />
        </Stack>
      </Columns>
    </>
  )
}

function Posts() {
  const { posts, post: current } = useSession()
  return (
    <SimpleTable
      label="我的岗位"
      rows={posts}
      rowKey={({ id }) => id}
      columns={[
        { key: 'title', title: '职务', cell: ({ title }) => title },
        { key: 'org', title: '单位', cell: ({ orgName }) => orgName },
        { key: 'role', title: '岗位', cell: ({ roleTitle }) => roleTitle },
        {
          key: 'use',
          title: '使用',
          cell: ({ id }) =>
            id === current?.id ? (
              <Tag tone="ok">当前</Tag>
            ) : (
              <Button small onClick={() => void switchPost(id)}>
                切换
              </Button>
            ),
        },
      ]}
    />
  )
}

function TextSize() {
  const [size, save] = useTextSize()
  return (
    <RadioRow
      label="文字大小"
      value={size}
      onChange={(next) => save(next === 'large' ? 'large' : 'normal')}
      options={[
        { value: 'normal', label: '标准' },
        { value: 'large', label: '大字' },
      ]}
    />
  )
}
