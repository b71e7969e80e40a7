import { useState } from 'react'
import { useParams } from 'react-router'
import { ContactsTab } from '#src/contactGroups/ui/ContactsTab.tsx'
import { CallsTab } from '#src/calls/ui/CallsTab.tsx'
import { FilesTab } from '#src/files/ui/FilesTab.tsx'
import { TicketsTab } from '#src/tickets/ui/TicketsTab.tsx'
import { RightsTab } from '#src/rights/ui/RightsTab.tsx'
import { LooksTab } from '#src/transparency/ui/LooksTab.tsx'
import { ReadersTab } from '#src/transparency/ui/ReadersTab.tsx'
import { VisitsTab } from '#src/visits/ui/VisitsTab.tsx'
import { HealthTab } from '#src/health/ui/HealthTab.tsx'
import { Columns, PageHead, Section, Stack } from '#src/web/kit/page.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Tabs, type TabItem } from '#src/web/kit/Tabs.tsx'
import { Empty, ErrorBox, Skeleton } from '#src/web/kit/states.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { listAddress } from './listAddress.ts'
import { AsOfTab } from './person/AsOfTab.tsx'
import { BasicCard } from './person/BasicCard.tsx'
import { DutiesTab } from './person/DutiesTab.tsx'
import { EmergencyDialog } from './person/EmergencyDialog.tsx'
import { FamilyCard } from './person/FamilyCard.tsx'
import { RevealContext } from './person/FieldValue.tsx'
import { Gone } from './person/Gone.tsx'
import { HistoryTab } from './person/HistoryTab.tsx'
import { Identity } from './person/Identity.tsx'
import { Opened } from './person/Opened.tsx'
import type { Person, Work } from './person/person.ts'
import { ProfileTab } from './person/ProfileTab.tsx'
import { RequestsTab } from './person/RequestsTab.tsx'
import { TagsCard } from './person/TagsCard.tsx'
import { TiesCard } from './person/TiesCard.tsx'
import { TiesTab } from './person/TiesTab.tsx'
import { useReveal } from './person/useReveal.tsx'
import { Works } from './person/Works.tsx'

/** Everything about one person on one page. */
export function RetireePage() {
  const id = Number(useParams()['id'])
  const known = Number.isSafeInteger(id)
  const person = useCall('roster.get', { id }, { enabled: known })
  if (person.data) return <Record key={id} person={person.data} />
  return (
    <>
      <PageHead title="老干部档案" back={{ to: listAddress(), title: '信息库' }} />
      <Section>
        {!known ? (
          <Empty title="没有这份档案">地址不对，请从信息库里打开</Empty>
        ) : person.error ? (
          person.error.kind === 'missing' ? (
            <Empty title="查无此人">
              <p>没有这份档案，或者不在您管辖的范围内。</p>
              <Urgent id={id} />
            </Empty>
          ) : (
            <ErrorBox error={person.error} onRetry={() => void person.refetch()} />
          )
        ) : (
          <Skeleton lines={10} />
        )}
      </Section>
    </>
  )
}

/** Offered for every number that shows nothing, so that it tells nothing about who exists. */
function Urgent({ id }: { readonly id: number }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <p>
        <Button onClick={() => setOpen(true)}>有人遇险，紧急查看</Button>
      </p>
      {open && <EmergencyDialog id={id} onClose={() => setOpen(false)} />}
    </>
  )
}

function Record({ person }: { readonly person: Person }) {
  const [q, change] = useQueryState({ tab: 'history', kind: '', day: '' })
  const [work, setWork] = useState<Work>()
  const { ask, window } = useReveal(person)
  const narrow = useMedia('(max-width: 899px)')
  const part = { person, onWork: setWork }
  const tabs = useTabs(part, q, change)
  return (
    <RevealContext.Provider value={ask}>
      <Identity {...part} />
      <Gone person={person} />
      <Opened person={person} />
      <Columns split="side">
        <Stack>
          <BasicCard {...part} />
          {narrow || <TiesCard {...part} />}
          {narrow || <TagsCard {...part} />}
          <FamilyCard {...part} />
        </Stack>
        <Section>
          <Tabs
            label="档案内容"
            tabs={tabs}
            selected={q.tab}
            onSelect={(tab) => change({ tab, kind: '', day: '' })}
          />
        </Section>
        {narrow && (
          <Stack>
            <TagsCard {...part} />
            <TiesCard {...part} />
          </Stack>
        )}
      </Columns>
      {work && <Works person={person} work={work} onClose={() => setWork(undefined)} />}
      {window}
    </RevealContext.Provider>
  )
}

interface Query {
  readonly kind: string
  readonly day: string
}

function useTabs(
  part: { readonly person: Person; readonly onWork: (work: Work) => void },
  { kind, day }: Query,
  change: (patch: Partial<Query>) => void,
): readonly TabItem[] {
  const may = useMay()
  const { person } = part
  const { id, requests } = person
  const isOpen = !person.leftOn || person.leftReason === 'deceased'
  const all: readonly (TabItem & { readonly permission?: string })[] = [
    {
      id: 'history',
      title: '全部动态',
      content: () => <HistoryTab id={id} kind={kind} onKind={(next) => change({ kind: next })} />,
    },
    {
      id: 'duties',
      title: '应办',
      permission: 'duties.read',
      content: () => <DutiesTab id={id} />,
    },
    {
      id: 'contacts',
      title: '结对联系',
      permission: 'contacts.read',
      content: () => <ContactsTab id={id} fullName={nameOf(person)} open={isOpen} />,
    },
    {
      id: 'visits',
      title: '走访',
      permission: 'visits.read',
      content: () => <VisitsTab id={id} />,
    },
    {
      id: 'health',
      title: '健康',
      permission: 'health.read',
      content: () => <HealthTab who={{ retireeId: id, fullName: nameOf(person) }} open={isOpen} />,
    },
    {
      id: 'tickets',
      title: '事项',
      permission: 'tickets.read',
      content: () => (
        <TicketsTab person={{ id, fullName: String(person.values.fullName ?? '') }} open={isOpen} />
      ),
    },
    { id: 'profile', title: '档案', content: () => <ProfileTab person={person} /> },
    { id: 'ties', title: '归属沿革', content: () => <TiesTab person={person} /> },
    {
      id: 'requests',
      title: '更正申请',
      count: requests.length || undefined,
      content: () => <RequestsTab {...part} />,
    },
    {
      id: 'files',
      title: '附件',
      permission: 'files.read',
      content: () => <FilesTab id={id} open={isOpen} />,
    },
    {
      id: 'calls',
      title: '呼叫',
      permission: 'calls.read',
      content: () => <CallsTab id={id} />,
    },
    { id: 'looks', title: '谁看过', content: () => <LooksTab id={id} /> },
    { id: 'readers', title: '谁能看', content: () => <ReadersTab id={id} /> },
    { id: 'rights', title: '同意与权利', content: () => <RightsTab id={id} open={isOpen} /> },
    {
      id: 'asOf',
      title: '某日档案',
      content: () => <AsOfTab person={person} day={day} onDay={(next) => change({ day: next })} />,
    },
  ]
  return all.filter(({ permission }) => !permission || may(permission))
}

function nameOf({ values }: Person): string {
  return String(values.fullName ?? '')
}
