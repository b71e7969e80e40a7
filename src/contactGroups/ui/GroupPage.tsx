import { usePrintCards } from '#src/cards/contact/ui/usePrintCards.ts'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import type { GroupPage as Group } from '#src/contactGroups/list.operations.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, StatLink, Stats } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { GroupPeople } from './GroupPeople.tsx'
import type { GroupWork } from './GroupWindow.tsx'
import { MembersSection } from './MembersSection.tsx'

const GroupWindow = lazy(async () => ({ default: (await import('./GroupWindow.tsx')).GroupWindow }))

/** One contact group: its members, its people, whom to call next. */
export function GroupPage() {
  const id = Number(useParams()['id'])
  const group = useCall('contactGroups.get', { id })
  return (
    <Loaded of={group} lines={12}>
      {(found) => <Found group={found} />}
    </Loaded>
  )
}

function Found({ group }: { readonly group: Group }) {
  const may = useMay()
  const [work, setWork] = useState<GroupWork>()
  const { print, busy } = usePrintCards()
  const { name, orgName, foundedOn, closedOn, dutyPhone, people, overdue, members } = group
  const manages = group.mine && closedOn === null && may('contacts.manage')
  return (
    <>
      <PageHead
        title={name}
        note={`${orgName}，${formatDay(foundedOn)}建立${dutyPhone ? `，值班电话 ${dutyPhone}` : ''}`}
        tags={closedOn && <Tag>{formatDay(closedOn)}撤销</Tag>}
        back={{ to: '/groups', title: '结对联系' }}
        actions={
          manages && (
            <>
              <Button onClick={() => setWork({ kind: 'amend' })}>修改</Button>
              <Button onClick={() => setWork({ kind: 'close' })}>撤销小组</Button>
              {people > 0 && (
                <Button icon="print" busy={busy} onClick={() => void print('group', group.id)}>
                  打印联系卡
                </Button>
              )}
              <Button icon="plus" onClick={() => setWork({ kind: 'member' })}>
                增加成员
              </Button>
            </>
          )
        }
      />
      <Stats>
        <StatLink label="结对" value={people} unit="人" />
        <StatLink
          label="逾期未联系"
          value={overdue}
          unit="人"
          tone={overdue > 0 ? 'err' : 'ok'}
          note="按规定频次，见应办事项"
        />
        <StatLink label="成员" value={members} unit="人" />
      </Stats>
      <GroupPeople group={group} manages={manages} onWork={setWork} />
      <MembersSection group={group} manages={manages} onWork={setWork} />
      {work && (
        <Suspense>
          <GroupWindow group={group} work={work} onClose={() => setWork(undefined)} />
        </Suspense>
      )}
    </>
  )
}
