import { useWatch } from 'react-hook-form'
import { formatDay } from '#src/kernel/day.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { visitReasons, visitWays, type VisitReason } from '#src/visits/visit.ts'
import type { PickItem } from '#src/web/kit/ComboPick.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { closingOn, reasonOf, type Closing } from './closing.ts'

/** Inside a visit form: the last visit, and which duties this one will close. */
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
  const last = before.data?.[0]
  if (!known || !owed.data) return null
  const closing = closingOn(owed.data.rows, on, reasons)
  return (
    <Notice tone={toneOf(closing)}>
      {sentencesOf(closing).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {last && (
        <p>
          上次走访：{formatDay(last.visitedOn)}，{visitWays[last.way]}，{last.visitors}
        </p>
      )}
    </Notice>
  )
}

function toneOf({ closed, missed }: Closing<DutyRow>): 'ok' | 'warn' | 'info' {
  if (missed.length > 0) return 'warn'
  return closed.length > 0 ? 'ok' : 'info'
}

function sentencesOf({ closed, others, missed }: Closing<DutyRow>): readonly string[] {
  const found: string[] = []
  if (closed.length > 0) found.push(`登记后办结：${namesOf(closed)}`)
  if (missed.length > 0)
    found.push(
      `不能办结往期的${namesOf(missed)}：当时走访过的，请把走访日期改成那一天；确未走访的，请免办并写明理由`,
    )
  if (others.length > 0)
    found.push(`另有${namesOf(others)}，一并勾选“${wordsOf(others)}”即可同时办结`)
  return found.length > 0 ? found : ['没有待办的走访事项，登记后只留走访记录']
}

function namesOf(rows: readonly DutyRow[]): string {
  return rows.map(({ title, dueOn }) => `${title}（${formatDay(dueOn)}到期）`).join('、')
}

function wordsOf(rows: readonly DutyRow[]): string {
  const words = rows.flatMap((row) => visitReasons[reasonOf(row) as VisitReason])
  return [...new Set(words)].join('、')
}
