import { useState } from 'react'
import { passwordHint, passwordProfiles, type PasswordProfile } from '#src/staff/passwordProfile.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'

const other = { basic: 'graded', graded: 'basic' } as const

const consequences: Readonly<Record<PasswordProfile, string>> = {
  graded:
    '现有密码到期或不合要求的，下次登录时须先修改；以前用过的密码从现在起留摘要，供比对是否重复。',
  basic: '不再要求字符种类和定期更换，以前用过的密码的摘要全部删除。',
}

/** What passwords must be, and the switch between the two standards. */
export function PasswordProfileSection({ manages }: { readonly manages: boolean }) {
  const found = useCall('security.passwordProfile', {})
  const [changing, setChanging] = useState(false)
  const save = useCommand('security.setPasswordProfile', ['security.', 'session.'])
  return (
    <Section
      title="密码要求"
      note="通行要求不强制定期更换；单位按网络安全等级保护要求管理的，请换成等级保护要求"
      actions={
        manages && (
          <Button small disabled={!found.data} onClick={() => setChanging(true)}>
            更换要求
          </Button>
        )
      }
    >
      <Loaded of={found} lines={2}>
        {({ profile }) => (
          <>
            <KeyValue
              columns={1}
              facts={[
                { label: '现行', value: passwordProfiles[profile].title },
                { label: '内容', value: passwordHint(profile) },
              ]}
            />
            <ConfirmDialog
              title={`换成${passwordProfiles[other[profile]].title}`}
              open={changing}
              onClose={() => setChanging(false)}
              action="更换"
              onConfirm={async () => {
                await save.mutateAsync({ profile: other[profile] })
                toast('密码要求已更换')
              }}
            >
              <p>{passwordHint(other[profile])}。</p>
              <p className="muted">{consequences[other[profile]]}</p>
            </ConfirmDialog>
          </>
        )}
      </Loaded>
    </Section>
  )
}
