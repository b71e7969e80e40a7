import { useWatch } from 'react-hook-form'
import { formatDay } from '#src/kernel/day.ts'
import { rules, type RuleCode } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { visitReasons, visitWays, type VisitReason, type VisitWay } from '#src/visits/visit.ts'
import type { PickItem } from '#src/web/kit/ComboPick.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** Inside a visit form: the last visit, and which duties the reasons chosen will close. */
export function VisitConsequence() {
  const may = useMay()
  const [who, on, reasons] = useWatch({ name: ['who', 'visitedOn', 'reasons'] }) as [
    PickItem | null | undefined,
    string,
    readonly VisitReason[],
  ]
  const input = { retireeId: Number(who?.id ?? 0) }
  const known = Boolean(who)
  const owed = useCall('duties.ofRetiree', input, { enabled: known && may('duties.read') })
  const before = useCall('visits.list', input, { enabled: known && may('visits.read') })
  if (!known || !owed.data) return null
  const open = openOn(owed.data.rows, on)
  const closed = open.filter((row) => reasons.includes(reasonOf(row)))
  const others = open.filter((row) => !closed.includes(row))
  const last = before.data?.[0]
  return (
    <Notice tone={closed.length > 0 ? 'ok' : 'info'}>
      <p>
        {closed.length > 0 ? `登记后办结：${closed.map(namesOf).join('、')}。` : '只留走访记录。'}
        {others.length > 0 &&
          `另有${others.map(namesOf).join('、')}，勾选“${wordsOf(others)}”可一并办结。`}
      </p>
      {last && (
        <p className="muted">
          上次走访：{formatDay(last.visitedOn)}，{last.visitors}，{visitWays[last.way as VisitWay]}
        </p>
      )}
    </Notice>
  )
}

const reasonOfRule = Object.fromEntries(
  Object.entries(rules).flatMap(([code, { act }]) =>
    act.kind === 'visit' ? [[code, act.reason]] : [],
  ),
) as Partial<Record<RuleCode, VisitReason>>

/** What a visit on that day may close: of each rule the period last opened, while it is open. */
function openOn(rows: readonly DutyRow[], on: string): readonly DutyRow[] {
  const opened = rows.filter((row) => row.fromOn <= on && row.rule in reasonOfRule)
  return opened.filter(
    (row) =>
      row.state === 'open' &&
      !opened.some(({ rule, fromOn }) => rule === row.rule && fromOn > row.fromOn),
  )
}
function reasonOf({ rule }: DutyRow): VisitReason {
  return reasonOfRule[rule] as VisitReason
}

function namesOf({ title, dueOn }: DutyRow): string {
  return `${title}（${formatDay(dueOn)}到期）`
}

function wordsOf(rows: readonly DutyRow[]): string {
  const words = rows.flatMap((row) => visitReasons[reasonOf(row)])
  return [...new Set(words)].join('、')
}
