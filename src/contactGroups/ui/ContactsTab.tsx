import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import type { PersonGroup } from '#src/contactGroups/contact.operations.ts'
import type { ContactOnList } from '#src/contactGroups/contact.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { KeyValue, Timeline } from '#src/web/kit/facts.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { CardLog } from '#src/cards/contact/ui/CardLog.tsx'
import { usePrintCards } from '#src/cards/contact/ui/usePrintCards.ts'
import { PlanSection } from './PlanSection.tsx'

const CallDialog = lazy(async () => ({ default: (await import('./CallDialog.tsx')).CallDialog }))

interface ContactsTabProps {
  readonly id: number
  readonly fullName: string
  /** Whether contacts may still be written down. */
  readonly open: boolean
}

/** Who looks after a person, and every contact there was. */
export function ContactsTab({ id, fullName, open }: ContactsTabProps) {
  const records = useMay()('contacts.record') && open
  const prints = useMay()('contacts.manage') && open
  const [calling, setCalling] = useState(false)
  const [cardsAt, setCardsAt] = useState(0)
  const { print, busy } = usePrintCards()
  const found = useCall('contacts.ofPerson', { retireeId: id })
  return (
    <div className="stack">
      {records && (
        <div className="actions">
          <Button icon="plus" onClick={() => setCalling(true)}>
            打电话、登记联系
          </Button>
          {prints && (
            <Button icon="print" busy={busy} onClick={() => void print('person', id)}>
              打印联系卡
            </Button>
          )}
        </div>
      )}
      <Loaded of={found} lines={6}>
        {({ groups, contacts }) => (
          <>
            <Groups groups={groups} />
            <PlanSection id={id} fullName={fullName} open={open} />
            <h3>联系卡</h3>
            <CardLog retireeId={id} state="" at={cardsAt} change={({ at = 0 }) => setCardsAt(at)} />
            <h3>联系记录</h3>
            <Contacts contacts={contacts} />
          </>
        )}
      </Loaded>
      {calling && (
        <Suspense>
          <CallDialog who={{ retireeId: id, fullName }} onClose={() => setCalling(false)} />
        </Suspense>
      )}
    </div>
  )
}

function Groups({ groups }: { readonly groups: readonly PersonGroup[] }) {
  const present = groups.filter(({ to }) => to === null)
  const past = groups.filter(({ to }) => to !== null)
  return (
    <>
      {present.length === 0 && (
        <Notice tone="warn">
          还没有结对，<Link to="/groups?tab=none">去安排</Link>
        </Notice>
      )}
      {present.map((group) => (
        <KeyValue key={group.id} columns={1} facts={factsOf(group)} />
      ))}
      {past.map(({ id, name, from, to, endedWhy }) => (
        <p key={`${id} ${from}`} className="muted">
          {formatDay(from)}至{to && formatDay(to)}由{name}联系，{endedWhy}
        </p>
      ))}
    </>
  )
}

function factsOf({ id, name, orgName, from, members, dutyPhone }: PersonGroup) {
  const leader = members.find(({ isLeader }) => isLeader)
  const others = members.filter(({ isLeader }) => !isLeader)
  const words = ({ name: who, phone }: { name: string; phone: string | null }) =>
    phone ? `${who} ${phone}` : who
  return [
    { label: '联系小组', value: <Link to={`/groups/${id}`}>{name}</Link> },
    { label: '组建机构', value: `${orgName}，${formatDay(from)}起结对` },
    { label: '组长', value: leader ? words(leader) : <Tag tone="warn">没有组长</Tag> },
    { label: '成员', value: others.map(words).join('、') },
    ...(dutyPhone ? [{ label: '值班电话', value: dutyPhone }] : []),
  ]
}

function Contacts({ contacts }: { readonly contacts: readonly ContactOnList[] }) {
  if (contacts.length === 0)
    return <Empty title="还没有联系记录">电话、短信、书信和走访都会列在这里</Empty>
  return (
    <Timeline
      items={contacts.map(({ id, on, what, reached, by, note, nextOn, recordedAt }) => ({
        id,
        on: formatDay(on),
        title: what,
        tag: reached ? undefined : <Tag tone="warn">没有联系上</Tag>,
        by: [by, recordedAt].filter(Boolean).join('，'),
        tone: reached ? 'ok' : 'warn',
        children: (note || nextOn) && (
          <p>{[note, nextOn && `约定${formatDay(nextOn)}再联系`].filter(Boolean).join('；')}</p>
        ),
      }))}
    />
  )
}
