import { useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { GapsOf } from '#src/governance/ui/GapsOf.tsx'
import { natures, orgKinds, type OrgKind } from '#src/orgs/org.ts'
import type { OrgNode } from '#src/orgs/operations.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { KeyValue, type Fact } from '#src/web/kit/facts.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { actsOn, OrgDialog, type OrgAct } from './OrgDialog.tsx'
import { OrgHistory } from './OrgHistory.tsx'

export type OrgDetail = OutputOf<'orgs.get'>

interface OrgDetailsProps {
  readonly id: number
  readonly orgs: readonly OrgNode[]
  readonly onSelect: (id: number) => void
  readonly onBack?: (() => void) | undefined
}

/** One organisation: particulars, people, history, and what may be done with it. */
export function OrgDetails({ id, orgs, onSelect, onBack }: OrgDetailsProps) {
  const org = useCall('orgs.get', { id })
  return (
    <>
      {onBack && (
        <Button look="link" icon="left" onClick={onBack}>
          返回机构列表
        </Button>
      )}
      <Loaded of={org} lines={8}>
        {(found) => <Details org={found} orgs={orgs} onSelect={onSelect} />}
      </Loaded>
    </>
  )
}

interface DetailsProps {
  readonly org: OrgDetail
  readonly orgs: readonly OrgNode[]
  readonly onSelect: (id: number) => void
}

function Details({ org, orgs, onSelect }: DetailsProps) {
  const may = useMay()
  const [act, setAct] = useState<OrgAct>()
  const below = orgs.filter(({ parentId }) => parentId === org.id)
  const acts = may('orgs.manage') ? actsOn(org) : []
  return (
    <>
      <Section
        title={org.name}
        note={
          org.dissolvedOn ? (
            <Tag tone="warn">已于{formatDay(org.dissolvedOn)}撤销</Tag>
          ) : (
            orgKinds[org.kind as OrgKind]
          )
        }
        actions={acts.map(({ act: one, title }) => (
          <Button
            key={one}
            small
            look={one === 'dissolve' ? 'quiet' : 'plain'}
            onClick={() => setAct(one)}
          >
            {title}
          </Button>
        ))}
      >
        <KeyValue
          columns={2}
          facts={[
            ...placeFacts(org, onSelect),
            { label: '老同志', value: <People org={org} />, wide: true },
            { label: '直接下级', value: countsOf(below), wide: true },
            ...ownFacts(org),
          ]}
        />
      </Section>
      {may('duties.read') && <GapsOf orgId={org.id} onSelect={onSelect} />}
      <Section title="沿革">
        <OrgHistory org={org} />
      </Section>
      <OrgDialog act={act} org={org} onClose={() => setAct(undefined)} onSelect={onSelect} />
    </>
  )
}

function countsOf(below: readonly OrgNode[]): string {
  return (Object.keys(orgKinds) as OrgKind[])
    .map((kind) => [orgKinds[kind], below.filter((org) => org.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([title, count]) => `${title} ${count} 个`)
    .join('、')
}

function placeFacts(org: OrgDetail, onSelect: (id: number) => void): readonly Fact[] {
  const successor = org.successorId
  return [
    { label: '上级', value: org.above.map(({ name }) => name).join(' › '), wide: true },
    ...(successor === null
      ? []
      : [
          {
            label: '并入',
            value: (
              <Button look="link" onClick={() => onSelect(successor)}>
                {org.names[successor] ?? '查看'}
              </Button>
            ),
            wide: true,
          },
        ]),
    { label: '类型', value: orgKinds[org.kind as OrgKind] },
    { label: '性质', value: org.nature && natures[org.nature as keyof typeof natures] },
  ]
}

function ownFacts(org: OrgDetail): readonly Fact[] {
  return [
    { label: '简称', value: org.shortName },
    { label: '区划代码', value: org.regionCode },
    { label: '负责人', value: org.inCharge },
    { label: '联络员', value: org.liaison },
    { label: '专职人员', value: org.fullTimeStaff },
    { label: '兼职人员', value: org.partTimeStaff },
    { label: '领导小组', value: org.leadingGroup },
    { label: '电话', value: org.phone && <a href={`tel:${org.phone}`}>{org.phone}</a> },
    { label: '成立日期', value: org.establishedOn && formatDay(org.establishedOn) },
    { label: '地址', value: org.address, wide: true },
    ...(org.formerNames.length > 0
      ? [{ label: '曾用名', value: org.formerNames.join('、'), wide: true }]
      : []),
  ]
}

function People({ org }: { readonly org: OrgDetail }) {
  const may = useMay()
  if (!may('roster.read')) return <>直接归属这里的在册 {org.people} 人</>
  return <PeopleLink org={org} />
}

function PeopleLink({ org }: { readonly org: OrgDetail }) {
  const filters = { orgId: org.id }
  const list = useCall('roster.list', { filters, limit: 1 })
  return (
    <Loaded of={list} lines={1}>
      {({ total }) => (
        <>
          <Link to={`/roster?orgId=${org.id}`}>
            本机构及下级在册 <b>{total.toLocaleString('zh-CN')}</b> 人
          </Link>
          <span className="muted">，其中直接归属本机构 {org.people} 人</span>
        </>
      )}
    </Loaded>
  )
}
