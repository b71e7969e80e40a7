import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { exceptions, type Exception } from '#src/festivals/festival.ts'
import type { FestivalPage as Festival } from '#src/festivals/operations.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { PageHead, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { FestivalTag } from './FestivalTag.tsx'
import { RoutesTab } from './RoutesTab.tsx'
import { staleAfterFestival } from './stale.ts'
import { ProgressTab, StandardsTab } from './SumTabs.tsx'
import { usePrint } from './usePrint.tsx'

const GreetDialog = lazy(async () => ({ default: (await import('./GreetDialog.tsx')).GreetDialog }))
const RouteDialog = lazy(async () => ({ default: (await import('./RouteDialog.tsx')).RouteDialog }))

/** One round: what it comes to, who brings it, how far it has come. */
export function FestivalPage() {
  const id = Number(useParams()['id'])
  const festival = useCall('festivals.get', { id })
  return (
    <Loaded of={festival} lines={12}>
      {(found) => <Found festival={found} />}
    </Loaded>
  )
}

function Found({ festival }: { readonly festival: Festival }) {
  const may = useMay()
  const { today } = useSession()
  const [q, change] = useQueryState({ tab: 'routes' })
  const [window, setWindow] = useState<'route' | 'close' | 'greet'>()
  const { print, asking } = usePrint(festival)
  const { id, name, orgName, cutOffOn, fromOn, dueOn, closedOn, documentNo } = festival
  const isOpen = closedOn === null
  const days = `${formatDay(fromOn)}至${formatDay(dueOn)}`
  return (
    <>
      <PageHead
        title={name}
        note={`${orgName}，${formatDay(cutOffOn)}在册`}
        tags={<FestivalTag festival={festival} today={today} />}
        back={{ to: '/festivals', title: '节日慰问' }}
        actions={
          <>
            {isOpen && may('festivals.manage') && (
              <>
                <Button onClick={() => setWindow('close')}>结束</Button>
                <Button onClick={() => setWindow('greet')}>发送问候</Button>
              </>
            )}
            <Button icon="print" onClick={() => print('festivals.printSignatures', { id })}>
              打印签领表
            </Button>
            <ButtonLink to={`/festivals/${id}/people`} look="primary">
              {isOpen ? '名单和登记' : '查看名单'}
            </ButtonLink>
          </>
        }
      />
      <p className="muted">
        {days}
        {documentNo && `，${documentNo}`}
      </p>
      <Figures festival={festival} />
      <Exceptions festival={festival} />
      <Section>
        <Tabs
          label="慰问内容"
          selected={q.tab}
          onSelect={(tab) => change({ tab })}
          tabs={[
            {
              id: 'routes',
              title: '路线',
              count: festival.routes.length,
              content: () => (
                <RoutesTab festival={festival} onAdd={() => setWindow('route')} onPrint={print} />
              ),
            },
            {
              id: 'standards',
              title: '标准和预算',
              content: () => <StandardsTab festival={festival} />,
            },
            {
              id: 'units',
              title: '各单位进度',
              content: () => <ProgressTab title="现管单位" rows={festival.units} />,
            },
            {
              id: 'communities',
              title: '各社区进度',
              content: () => <ProgressTab title="社区" rows={festival.communities} />,
            },
          ]}
        />
      </Section>
      {window === 'route' && (
        <Suspense>
          <RouteDialog festival={festival} onClose={() => setWindow(undefined)} />
        </Suspense>
      )}
      {window === 'greet' && (
        <Suspense>
          <GreetDialog festival={festival} onClose={() => setWindow(undefined)} />
        </Suspense>
      )}
      {window === 'close' && <Closing festival={festival} onClose={() => setWindow(undefined)} />}
      {asking}
    </>
  )
}

function Figures({ festival }: { readonly festival: Festival }) {
  const { id, people, households, owedFen, paidFen, returnedFen, rest, budgetFen } = festival
  const to = (query: string) => `/festivals/${id}/people${query}`
  return (
    <Stats>
      <StatLink
        label="应慰问"
        value={shownCount(people)}
        unit="人"
        note={`${shownCount(households)} 户，一户一次`}
        to={to('')}
      />
      <StatLink label="应发" value={formatFen(owedFen)} unit="元" note="各项标准 × 人数之和" />
      <StatLink label="已发" value={formatFen(paidFen)} unit="元" note={returnNote(returnedFen)} />
      <StatLink
        label="未落实"
        value={shownCount(rest)}
        unit="人"
        to={to('?result=none')}
        {...(rest > 0 && { tone: 'warn' as const })}
      />
      {budgetFen !== null && (
        <StatLink
          label="预算结余"
          value={formatFen(budgetFen - owedFen)}
          unit="元"
          note={`预算 ${formatFen(budgetFen)} 元 − 应发`}
          {...(budgetFen < owedFen && { tone: 'err' as const })}
        />
      )}
    </Stats>
  )
}

function returnNote(returnedFen: number): string | undefined {
  return returnedFen > 0 ? `另退回 ${formatFen(returnedFen)} 元` : undefined
}

function Exceptions({ festival }: { readonly festival: Festival }) {
  const found = Object.entries(festival.exceptions) as [Exception, number][]
  if (found.length === 0 || festival.closedOn) return null
  const words = found.map(([kind, count]) => `${exceptions[kind]} ${count} 人`)
  const to = `/festivals/${festival.id}/people?exception=${found[0]?.[0]}`
  return (
    <Notice
      tone="warn"
      actions={
        <ButtonLink to={to} small>
          看名单
        </ButtonLink>
      }
    >
      口径日以后有变化、不能照常上门的：{words.join('，')}。
    </Notice>
  )
}

interface ClosingProps {
  readonly festival: Festival
  readonly onClose: () => void
}

function Closing({ festival: { id, rest }, onClose }: ClosingProps) {
  const close = useCommand('festivals.close', staleAfterFestival)
  return (
    <ConfirmDialog
      title="结束节日慰问"
      open
      onClose={onClose}
      action="结束"
      onConfirm={async () => {
        await close.mutateAsync({ id })
        toast('已结束')
      }}
    >
      <p>
        {rest > 0
          ? `还有 ${rest} 人没有登记结果，每个人都要有着落才能结束。`
          : '每个人都有着落；结束后不能再改。'}
      </p>
    </ConfirmDialog>
  )
}
