import { lazy, Suspense, useState } from 'react'
import { consentCodes, consentPurposes, type ConsentPurpose } from '#src/roster/basis.ts'
import { consentGivers, consentWays, type Consent } from '#src/roster/consent.ts'
import type { BasisLine } from '#src/roster/consent.operations.ts'
import { formatDay } from '#src/kernel/day.ts'
import { download } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

const ConsentDialog = lazy(async () => ({
  default: (await import('./ConsentDialog.tsx')).ConsentDialog,
}))

const groundColumns: readonly SimpleColumn<BasisLine>[] = [
  { key: 'title', title: '栏目', share: 18, cell: ({ title }) => title },
  { key: 'basis', title: '依据', share: 14, cell: ({ basis }) => basis },
  { key: 'law', title: '条文', cell: ({ law }) => law },
  { key: 'why', title: '用来做什么', share: 30, cell: ({ why }) => why },
]

interface ConsentsCardProps {
  readonly id: number
  readonly open: boolean
}

/** On what sensitive information rests, and what the person has said yes or no to. */
export function ConsentsCard({ id, open }: ConsentsCardProps) {
  const found = useCall('roster.consents', { id })
  const [asking, setAsking] = useState<Line>()
  const may = useMay()
  const columns = columnsFor(open && may('roster.write') ? setAsking : undefined)
  return (
    <Loaded of={found} lines={5}>
      {({ consents, grounds }) => (
        <div className="stack">
          <div className="actions">
            <Button icon="print" onClick={() => download('roster.consentSheet', { id })}>
              打印同意书
            </Button>
          </div>
          <SimpleTable
            label="单独同意"
            columns={columns}
            rows={consentCodes.map((purpose) => lineOf(purpose, consents))}
            rowKey={({ purpose }) => purpose}
          />
          <h3>敏感信息依据什么登记</h3>
          <SimpleTable
            label="敏感信息的依据"
            columns={groundColumns}
            rows={grounds}
            rowKey={({ key }) => key}
          />
          {asking && (
            <Suspense>
              <ConsentDialog
                id={id}
                purpose={asking.purpose}
                withdraws={asking.state === 'agreed'}
                onClose={() => setAsking(undefined)}
              />
            </Suspense>
          )}
        </div>
      )}
    </Loaded>
  )
}

interface Line {
  readonly purpose: ConsentPurpose
  readonly state: 'agreed' | 'refused' | 'withdrawn' | 'none'
  readonly last?: Consent | undefined
}

function lineOf(purpose: ConsentPurpose, consents: readonly Consent[]): Line {
  const last = consents.find((one) => one.purpose === purpose)
  if (!last) return { purpose, state: 'none' }
  if (last.withdrawnOn) return { purpose, last, state: 'withdrawn' }
  return { purpose, last, state: last.agreed ? 'agreed' : 'refused' }
}

const tags = {
  agreed: <Tag tone="ok">同意</Tag>,
  refused: <Tag tone="plain">不同意</Tag>,
  withdrawn: <Tag tone="plain">已撤回</Tag>,
  none: <Tag tone="warn">未征求</Tag>,
}

function said({ state, last }: Line): string {
  if (!last) return '还没有问过本人'
  if (state === 'withdrawn' && last.withdrawnOn && last.withdrawnHow)
    return `${formatDay(last.withdrawnOn)}${consentWays[last.withdrawnHow]}撤回`
  const who = consentGivers[last.givenBy]
  return `${formatDay(last.givenOn)}${who}${consentWays[last.how]}表示，${last.by}登记`
}

function columnsFor(onAsk: ((line: Line) => void) | undefined): readonly SimpleColumn<Line>[] {
  return [
    {
      key: 'purpose',
      title: '事项',
      cell: ({ purpose }) => (
        <div>
          <strong>{consentPurposes[purpose].title}</strong>
          <div className="muted">{consentPurposes[purpose].asks}</div>
        </div>
      ),
    },
    { key: 'state', title: '现在', share: 12, cell: ({ state }) => tags[state] },
    { key: 'said', title: '何时如何表示', share: 32, cell: said },
    ...(onAsk
      ? [
          {
            key: 'act',
            title: '登记',
            share: 16,
            cell: (line: Line) => (
              <Button small look="link" onClick={() => onAsk(line)}>
                {line.state === 'agreed' ? '撤回同意' : '登记表示'}
              </Button>
            ),
          },
        ]
      : []),
  ]
}
