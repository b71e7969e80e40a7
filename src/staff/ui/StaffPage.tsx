import { useState } from 'react'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { ConfirmDialog, Dialog } from '#src/web/kit/Dialog.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar, PageHead, Section } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { InviteForm } from './InviteForm.tsx'
import { OneTimeLink, type FreshLink } from './OneTimeLink.tsx'
import { accountsOf, mentions, staffStates, type StaffAccount } from './people.ts'
import { staffColumns } from './staffColumns.tsx'

/** Who works with the platform, on which posts; opening, renewing and ending accounts. */
export function StaffPage() {
  const [q, change] = useQueryState({ text: '', state: '' })
  const { account: own } = useSession()
  const manages = useMay()('staff.manage')
  const list = useCall('staff.list', {})
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<FreshLink>()
  const [ending, setEnding] = useState<StaffAccount>()
  const [renewing, setRenewing] = useState<StaffAccount>()
  const end = useCommand('staff.end', ['staff.'])
  const renew = useCommand('staff.renewLink', ['staff.'])

  const accounts = accountsOf(list.data ?? [])
  const shown = accounts.filter(
    (one) => (!q.state || one.state === q.state) && mentions(one, q.text),
  )
  const actions = (one: StaffAccount) =>
    one.state !== 'ended' && (
      <span className="actions">
        <Button small look="link" onClick={() => setRenewing(one)}>
          {one.state === 'invited' ? '重发链接' : '重设密码'}
        </Button>
        {one.account !== own && (
          <Button small look="link" onClick={() => setEnding(one)}>
            停用
          </Button>
        )}
      </span>
    )
  return (
    <>
      <PageHead
        title="工作人员"
        note={list.data && `共 ${accounts.length} 人`}
        actions={
          manages && (
            <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
              开设账号
            </Button>
          )
        }
      />
      <Section>
        <Bar label="筛选条件">
          <FilterText
            label="查找"
            placeholder="姓名、账号、职务或单位"
            chars={14}
            value={q.text}
            onChange={(text) => change({ text })}
          />
          <Select
            layout="inline"
            label="状态"
            placeholder="全部"
            options={optionsOf(staffStates)}
            value={q.state}
            onChange={(state) => change({ state })}
          />
        </Bar>
        <Loaded of={list} lines={8}>
          {() => (
            <SimpleTable
              label="工作人员"
              columns={staffColumns(manages ? actions : undefined)}
              rows={shown}
              rowKey={({ accountId }) => accountId}
              empty={<Empty title="没有符合条件的工作人员">换个说法查找，或清除状态条件</Empty>}
            />
          )}
        </Loaded>
      </Section>
      <Dialog title="开设账号" open={inviting} onClose={() => setInviting(false)}>
        <InviteForm
          onClose={() => setInviting(false)}
          onInvited={(fresh) => {
            setInviting(false)
            setLink(fresh)
          }}
        />
      </Dialog>
      <OneTimeLink link={link} onClose={() => setLink(undefined)} />
      <ConfirmDialog
        title={`为${renewing?.name ?? ''}重发链接`}
        open={renewing !== undefined}
        onClose={() => setRenewing(undefined)}
        action="重发链接"
        onConfirm={async () => {
          if (!renewing) return
          const { token } = await renew.mutateAsync({ accountId: renewing.accountId })
          setLink({ name: renewing.name, token })
        }}
      >
        以前发出还没用的链接随即作废。本人打开新链接设置密码后，原密码失效，已登录的地方须重新登录。
      </ConfirmDialog>
      <ConfirmDialog
        title={`停用${ending?.name ?? ''}的账号`}
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        action="停用"
        danger
        onConfirm={async () => {
          if (!ending) return
          await end.mutateAsync({ accountId: ending.accountId })
          toast(`已停用${ending.name}的账号`)
        }}
      >
        立即退出登录，不能再进入平台，各岗位到今天为止；以前办理的记录保留。停用后不能恢复，需要时另开账号。
      </ConfirmDialog>
    </>
  )
}
