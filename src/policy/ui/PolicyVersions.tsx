import { formatDay } from '#src/kernel/day.ts'
import type { PolicyOnList } from '#src/policy/operations.ts'
import { policyWords } from '#src/policy/words.ts'
import { Timeline } from '#src/web/kit/facts.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useSession } from '#src/web/session.ts'

type Version = PolicyOnList['versions'][number]

/** Every version of a parameter that concerns the organisation, the newest first. */
export function PolicyVersions({ policy }: { readonly policy: PolicyOnList }) {
  const { today } = useSession()
  return (
    <Timeline
      items={policy.versions.map((version) => ({
        id: version.id,
        on: formatDay(version.validFrom),
        title: [version.orgName, version.documentNo].join('，'),
        tag: stateOf(version, policy, today),
        tone: version.id === policy.inForceId ? 'ok' : 'plain',
        children: <Words policy={policy} version={version} />,
      }))}
    />
  )
}

function Words({ policy, version }: { policy: PolicyOnList; version: Version }) {
  return (
    <>
      <p>{policyWords(policy.code, version.value)}</p>
      <p className="muted">
        {version.title}
        {version.source && `。${version.source}`}
        {version.validTo && `。执行至${formatDay(version.validTo)}`}
      </p>
    </>
  )
}

function stateOf(version: Version, { inForceId }: PolicyOnList, today: string) {
  if (version.id === inForceId) return <Tag tone="ok">现行</Tag>
  if (version.validFrom > today) return <Tag tone="info">尚未生效</Tag>
  if (version.validTo && version.validTo < today) return <Tag>已到期</Tag>
  return <Tag>已被替代</Tag>
}
