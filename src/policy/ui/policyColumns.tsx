import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import type { PolicyCode } from '#src/policy/policy.ts'
import type { PolicyOnList } from '#src/policy/operations.ts'
import { policyWords } from '#src/policy/words.ts'
import type { SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'

/** A parameter on one line: what holds, on what document, for whom, since when. */
export function policyColumns(
  hrefOf: (code: PolicyCode) => string,
): readonly SimpleColumn<PolicyOnList>[] {
  return [
    {
      key: 'title',
      title: '事项',
      share: 17,
      cell: ({ code, title }) => <Link to={hrefOf(code)}>{title}</Link>,
    },
    { key: 'words', title: '现行规定', share: 41, cell: wordsOf },
    {
      key: 'document',
      title: '依据',
      share: 20,
      cell: (policy) => inForceOf(policy)?.documentNo ?? '—',
    },
    { key: 'org', title: '适用', share: 10, cell: (policy) => inForceOf(policy)?.orgName ?? '—' },
    {
      key: 'from',
      title: '执行起',
      share: 12,
      cell: (policy) => <span className="nowrap">{fromOf(policy)}</span>,
    },
  ]
}

/** The version that holds today for the organisation asked about. */
export function inForceOf({ versions, inForceId }: PolicyOnList) {
  return versions.find(({ id }) => id === inForceId)
}

function fromOf(policy: PolicyOnList): string {
  const from = inForceOf(policy)?.validFrom
  return from ? formatDay(from) : '—'
}

function wordsOf(policy: PolicyOnList) {
  const version = inForceOf(policy)
  if (!version) return <Tag tone="warn">没有规定</Tag>
  return version.value.enabled ? (
    policyWords(policy.code, version.value)
  ) : (
    <Tag tone="warn">不执行</Tag>
  )
}
