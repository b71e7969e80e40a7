import { lazy, Suspense, useState } from 'react'
import { dutyPlaces, parts, type DutyPlace, type Part } from '#src/calls/call.ts'
import type { ShiftPlan, ShiftRow } from '#src/calls/shift.operations.ts'
import { addDays, formatDay, weekdayName } from '#src/kernel/day.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar, PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { holesInWords } from './holes.ts'

const ShiftDialog = lazy(async () => ({ default: (await import('./ShiftDialog.tsx')).ShiftDialog }))
const FillDialog = lazy(async () => ({ default: (await import('./FillDialog.tsx')).FillDialog }))

const length = 14

export interface Slot {
  readonly day: string
  readonly part: Part
  readonly place: DutyPlace
  readonly held: ShiftRow | undefined
}

/** Who answers by day and by night; what is not filled is seen before it comes. */
export function ShiftsPage() {
  const may = useMay()
  const { today } = useSession()
  const [{ from: asked }, change] = useQueryState({ from: '' })
  const from = asked || today
  const plan = useCall('calls.shifts', { from, days: length }, { keep: true })
  const [slot, setSlot] = useState<Slot>()
  const [filling, setFilling] = useState(false)
  const may_ = may('calls.manage')
  const go = (days: number) => change({ from: addDays(from, days) })
  return (
    <>
      <PageHead
        title="值班表"
        note={`${formatDay(from)}起 ${length} 天`}
        actions={
          may_ && (
            <Button look="primary" icon="calendar" onClick={() => setFilling(true)}>
              轮流排班
            </Button>
          )
        }
      />
      <Bar label="日期">
        <Button icon="left" onClick={() => go(-length)}>
          前两周
        </Button>
        <Button onClick={() => change({ from: '' })}>今天起</Button>
        <Button onClick={() => go(length)}>后两周</Button>
      </Bar>
      <Loaded of={plan} lines={8}>
        {(data) => (
          <>
            {data.holes.length > 0 && (
              <Notice tone="warn">
                {holesInWords(data.holes)}。没有排班的时段来了呼叫，直接通知局领导。
              </Notice>
            )}
            <Section flush>
              <SimpleTable
                label="值班表"
                columns={columnsOf(data, may_ ? setSlot : undefined)}
                rows={turnsFrom(from)}
                rowKey={({ day, part }) => `${day} ${part}`}
              />
            </Section>
            <Suspense>
              {slot && <ShiftDialog slot={slot} plan={data} onClose={() => setSlot(undefined)} />}
              {filling && <FillDialog from={from} plan={data} onClose={() => setFilling(false)} />}
            </Suspense>
          </>
        )}
      </Loaded>
    </>
  )
}

interface TurnRow {
  readonly day: string
  readonly part: Part
}

function turnsFrom(from: string): TurnRow[] {
  const days = Array.from({ length }, (_, at) => addDays(from, at))
  return days.flatMap((day) => (Object.keys(parts) as Part[]).map((part) => ({ day, part })))
}

function columnsOf(
  plan: ShiftPlan,
  onSlot: ((slot: Slot) => void) | undefined,
): SimpleColumn<TurnRow>[] {
  const heldAt = ({ day, part }: TurnRow, place: DutyPlace) =>
    plan.shifts.find((shift) => shift.day === day && shift.part === part && shift.place === place)
  const places = Object.entries(dutyPlaces) as [DutyPlace, string][]
  return [
    { key: 'day', title: '日期', cell: ({ day }) => `${formatDay(day)} ${weekdayName(day)}` },
    { key: 'part', title: '班次', cell: ({ part }) => parts[part] },
    ...places.map(([place, title]): SimpleColumn<TurnRow> => ({
      key: place,
      title,
      cell: (turn) => {
        const held = heldAt(turn, place)
        const words = held?.name ?? '未排'
        if (!onSlot) return words
        const label = `${formatDay(turn.day)}${parts[turn.part]}${title}：${words}`
        return (
          <Button
            small
            look={held ? 'quiet' : 'plain'}
            aria-label={label}
            onClick={() => onSlot({ ...turn, place, held })}
          >
            {words}
          </Button>
        )
      },
    })),
  ]
}
