import { formatDay } from '#src/kernel/day.ts'
import type { HistoryEntry } from '#src/roster/history.operations.ts'
import type { VisitOnList } from '#src/visits/operations.ts'
import { visitReasons, visitWays } from '#src/visits/visit.ts'
import { Timeline } from '#src/web/kit/facts.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

const kinds = {
  visit: '走访',
  record: '档案修改',
  life: '人生大事',
  tie: '归属',
  tag: '标签',
  verification: '核实',
} as const

type Kind = keyof typeof kinds

interface Entry extends Omit<HistoryEntry, 'kind'> {
  readonly kind: Kind
}

interface HistoryTabProps {
  readonly id: number
  /** Only entries of this kind; empty for all. */
  readonly kind: string
  readonly onKind: (kind: string) => void
}

/** All that is known to have happened, newest first. */
export function HistoryTab({ id, kind, onKind }: HistoryTabProps) {
  const may = useMay()
  const history = useCall('roster.history', { id })
  const visits = useCall('visits.list', { retireeId: id }, { enabled: may('visits.read') })
  return (
    <Loaded of={history} lines={8}>
      {(entries) => {
        const all = newestFirst([...entries, ...(visits.data ?? []).map(entryOf)])
        const present = (Object.keys(kinds) as Kind[]).filter((one) =>
          all.some((entry) => entry.kind === one),
        )
        const shown = all.filter((entry) => !kind || entry.kind === kind)
        return (
          <>
            <Bar label="动态类型">
              <Chip pressed={!kind} onPress={() => onKind('')}>
                全部
              </Chip>
              {present.map((one) => (
                <Chip key={one} pressed={kind === one} onPress={() => onKind(one)}>
                  {kinds[one]}
                </Chip>
              ))}
            </Bar>
            {shown.length === 0 ? (
              <Empty title="还没有动态" />
            ) : (
              <Timeline items={shown.map(item)} />
            )}
          </>
        )
      }}
    </Loaded>
  )
}

function newestFirst(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
}

function entryOf({ visitedOn, reasons, way, visitors, findings, ...visit }: VisitOnList): Entry {
  return {
    on: visitedOn,
    kind: 'visit',
    title: `走访：${reasons.map((reason) => visitReasons[reason]).join('、')}`,
    lines: [`${visitWays[way]}，${visitors}`, ...(findings ? [findings] : [])],
    by: visit.recordedBy,
  }
}

function item({ on, title, lines, by, kind }: Entry, index: number) {
  return {
    id: index,
    on: formatDay(on),
    title,
    by: by && `${by}登记`,
    tone: kind === 'visit' ? ('ok' as const) : kind === 'life' ? undefined : ('plain' as const),
    children: lines.length > 0 && lines.map((line) => <p key={line}>{line}</p>),
  }
}
