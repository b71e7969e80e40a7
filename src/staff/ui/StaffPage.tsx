import { useState } from 'react'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { Bar, PageHead, Section } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { InviteForm } from './InviteForm.tsx'
import { OneTimeLink, type FreshLink } from './OneTimeLink.tsx'
import { accountsOf, mentions, staffStates, type StaffAccount } from './people.ts'
import { ProposalsSection } from './ProposalsSection.tsx'
import { staffColumns } from './staffColumns.tsx'
import { useStaffActs } from './useStaffActs.tsx'

/** Who works with the platform, on which posts; opening, renewing and ending accounts. */
export function StaffPage() {
  const [q, change] = useQueryState({ text: '', state: '' })
  const { account: own } = useSession()
  const manages = useMay()('staff.manage')
  const list = useCall('staff.list', {})
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<FreshLink>()
  const acts = useStaffActs(setLink)

  const accounts = accountsOf(list.data ?? [])
  const shown = accounts.filter(
    (one) => (!q.state || one.state === q.state) && mentions(one, q.text),
  )
  const actions = (one: StaffAccount) => (
    <MenuButton
      small
      label="办理"
      name={`办理${one.name}的账号`}
      entries={acts.entriesFor(one, one.account === own)}
    />
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
      <ProposalsSection />
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
              columns={staffColumns(acts.some ? actions : undefined)}
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
      {acts.dialogs(accounts.filter(({ state }) => state === 'active'))}
    </>
  )
}
