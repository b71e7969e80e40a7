import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { cardStates, type CardRow, type CardState } from '#src/cards/contact/card.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip, Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import type { CardWork } from './CardDialog.tsx'

const CardDialog = lazy(async () => ({ default: (await import('./CardDialog.tsx')).CardDialog }))

interface CardLogProps {
  /** Of one person; absent: of everyone. */
  readonly retireeId?: number | undefined
  readonly state: string
  readonly at: number
  readonly change: (patch: { state?: string; at?: number }) => void
}

const size = 50
const tones = { printed: 'info', given: 'ok', lost: 'warn', withdrawn: 'plain' } as const

/** 联系卡发放记录: which card was handed to whom by whom, and which were lost. */
export function CardLog({ retireeId, state, at, change }: CardLogProps) {
  const records = useMay()('contacts.record')
  const [work, setWork] = useState<CardWork>()
  const wanted = state in cardStates ? (state as CardState) : undefined
  const cards = useCall(
    'contactCards.list',
    {
      from: at,
      limit: size,
      ...(retireeId && { retireeId }),
      ...(wanted && { state: wanted }),
    },
    { keep: true },
  )
  return (
    <div className="stack">
      {!retireeId && (
        <Bar label="状态">
          {Object.entries({ '': '全部', ...cardStates }).map(([code, title]) => (
            <Chip
              key={code}
              pressed={code === (wanted ?? '')}
              onPress={() => change({ state: code, at: 0 })}
            >
              {title}
            </Chip>
          ))}
        </Bar>
      )}
      <Loaded of={cards} lines={6}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="联系卡发放记录"
              columns={[...columnsOf(Boolean(retireeId)), ...(records ? [acting(setWork)] : [])]}
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                retireeId ? (
                  <p className="muted">没有联系卡</p>
                ) : (
                  <Empty title="没有联系卡">打印联系卡后，编号和发放情况记在这里</Empty>
                )
              }
            />
            {total > size && (
              <StepPager
                total={total}
                at={at}
                size={size}
                shown={rows.length}
                onMove={(next) => change({ at: next })}
              />
            )}
          </>
        )}
      </Loaded>
      {work && (
        <Suspense>
          <CardDialog work={work} onClose={() => setWork(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

function columnsOf(alone: boolean): readonly SimpleColumn<CardRow>[] {
  return [
    { key: 'number', title: '编号', cell: ({ number }) => number },
    ...(alone
      ? []
      : [
          {
            key: 'name',
            title: '姓名',
            cell: ({ retireeId, fullName }: CardRow) => (
              <Link to={`/roster/${retireeId}?tab=contacts`}>{fullName}</Link>
            ),
          },
          { key: 'group', title: '小组', cell: ({ group }: CardRow) => group ?? '还没有结对' },
        ]),
    {
      key: 'printed',
      title: '打印',
      cell: ({ printedOn, again }) => `${formatDay(printedOn)}${again ? '（补发）' : ''}`,
    },
    {
      key: 'state',
      title: '状态',
      cell: ({ state }) => <Tag tone={tones[state]}>{cardStates[state]}</Tag>,
    },
    {
      key: 'given',
      title: '发放',
      cell: ({ givenOn, givenBy, givenTo, endedOn }) =>
        [
          givenOn && `${formatDay(givenOn)}，${givenBy}发给${givenTo}`,
          endedOn && `${formatDay(endedOn)}停用`,
        ]
          .filter(Boolean)
          .join('；') || '—',
    },
  ]
}

const acting = (onWork: (work: CardWork) => void): SimpleColumn<CardRow> => ({
  key: 'act',
  title: '办理',
  cell: (card) => (
    <div className="actions">
      {card.state === 'printed' && (
        <Button
          small
          aria-label={`登记发放${card.number}`}
          onClick={() => onWork({ kind: 'give', card })}
        >
          登记发放
        </Button>
      )}
      {(card.state === 'printed' || card.state === 'given') && (
        <MenuButton
          small
          label="更多"
          name={`联系卡${card.number}的更多操作`}
          entries={[
            { id: 'lost', title: '遗失…', onPress: () => onWork({ kind: 'lost', card }) },
            { id: 'back', title: '收回…', onPress: () => onWork({ kind: 'withdrawn', card }) },
          ]}
        />
      )}
    </div>
  ),
})
