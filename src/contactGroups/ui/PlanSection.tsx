import { lazy, Suspense, useState } from 'react'
import type { PlanRow } from '#src/contactGroups/plan.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

const PlanDialog = lazy(async () => ({ default: (await import('./PlanDialog.tsx')).PlanDialog }))
const EndPlanDialog = lazy(async () => ({
  default: (await import('./PlanDialog.tsx')).EndPlanDialog,
}))

interface PlanSectionProps {
  readonly id: number
  readonly fullName: string
  readonly open: boolean
}

/** 一人一策: the plan in force, and when it was made and looked at again. */
export function PlanSection({ id, fullName, open }: PlanSectionProps) {
  const writes = useMay()('contacts.record') && open
  const [work, setWork] = useState<'save' | 'end'>()
  const plans = useCall('contacts.plans', { retireeId: id })
  const [last, ...before] = plans.data ?? []
  const present = last && last.kind !== 'ended' ? last : undefined
  const dialog = { id, fullName, plan: present, onClose: () => setWork(undefined) }
  return (
    <>
      <h3>服务计划</h3>
      <Loaded of={plans} lines={2}>
        {() =>
          present ? (
            <KeyValue columns={1} facts={factsOf(present)} />
          ) : (
            <p className="muted">
              {last
                ? `服务计划已于${formatDay(last.madeOn)}结束，${last.endedWhy}`
                : '没有服务计划'}
            </p>
          )
        }
      </Loaded>
      {before.length > 0 && (
        <p className="muted">此前：{before.map((row) => wordsOf(row)).join('；')}</p>
      )}
      {writes && (
        <div className="actions">
          <Button onClick={() => setWork('save')}>{present ? '复查计划' : '制定服务计划'}</Button>
          {present && <Button onClick={() => setWork('end')}>结束计划</Button>}
        </div>
      )}
      <Suspense>
        {work === 'save' && <PlanDialog {...dialog} />}
        {work === 'end' && <EndPlanDialog {...dialog} />}
      </Suspense>
    </>
  )
}

const kinds = { made: '制定', reviewed: '复查', ended: '结束' } as const

function wordsOf({ kind, madeOn, by }: PlanRow): string {
  return `${formatDay(madeOn)}${by ?? ''}${kinds[kind]}`
}

function factsOf(plan: PlanRow) {
  const { contactWish, dailyLife, measures } = plan
  return [
    { label: '服务措施', value: measures.join('；') },
    { label: '联系意愿', value: contactWish ?? '' },
    { label: '生活偏好', value: dailyLife ?? '' },
    { label: '最近', value: wordsOf(plan) },
  ].filter(({ value }) => value !== '')
}
