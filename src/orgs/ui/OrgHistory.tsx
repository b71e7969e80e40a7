import type { OrgEvent } from '#src/orgs/history.ts'
import { natures, orgEventKinds } from '#src/orgs/org.ts'
import { Timeline } from '#src/web/kit/facts.tsx'
import type { OrgDetail } from './OrgDetails.tsx'

type Names = Readonly<Record<number, string>>

/** What happened to an organisation, in sentences, the newest first. */
export function OrgHistory({ org }: { readonly org: OrgDetail }) {
  if (org.history.length === 0) return <p className="muted">没有沿革记录</p>
  return (
    <Timeline
      items={org.history.map((event) => ({
        id: event.id,
        on: event.happenedOn,
        title: orgEventKinds[event.kind],
        by: event.documentNo ?? undefined,
        tone: event.kind === 'amended' || event.kind === 'created' ? 'plain' : undefined,
        children: sentenceOf(event, org.names),
      }))}
    />
  )
}

/** What one entry changed. */
export function sentenceOf({ kind, orgId, before, after }: OrgEvent, names: Names): string {
  const name = (id: unknown) => names[id as number] ?? '其他机构'
  switch (kind) {
    case 'renamed':
      return `${String(before['name'])} → ${String(after['name'])}`
    case 'moved':
      return `由${name(before['parentId'])}划到${name(after['parentId'])}`
    case 'merged':
      return `并入${name(after['intoId'])}`
    case 'absorbed':
      return `${name(orgId)}并入本机构`
    case 'amended':
      return amended(after)
    case 'created':
    case 'dissolved':
      return ''
  }
}

const detailTitles: Readonly<Record<string, string>> = {
  shortName: '简称',
  regionCode: '区划代码',
  nature: '性质',
  address: '地址',
  phone: '电话',
  inCharge: '负责人',
  liaison: '联络员',
}

function amended(after: OrgEvent['after']): string {
  return Object.entries(after)
    .filter(([key]) => key in detailTitles)
    .map(([key, value]) => `${detailTitles[key]}：${shown(key, value)}`)
    .join('；')
}

function shown(key: string, value: unknown): string {
  if (value === null || value === '') return '（空）'
  return key === 'nature' ? natures[value as keyof typeof natures] : String(value)
}
