import { useState } from 'react'
import { clockTime } from '#src/web/kit/moment.ts'
import { download } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'
import type { Look } from '../looks.ts'
import { AskDialog } from './AskDialog.tsx'

type Shown = Omit<Look, 'at'> & { readonly at: string | Date }

/** Day and hour on lines of their own, so that neither breaks. */
function whenOf({ at }: Shown) {
  const [day, hour] = clockTime(at).split(' ')
  return (
    <>
      <span className="nowrap">{day}</span> <span className="nowrap">{hour}</span>
    </>
  )
}

function columns(onAsk: (look: Shown) => void) {
  return [
    { key: 'at', title: '时间', share: 14, cell: whenOf },
    { key: 'who', title: '谁', share: 10, cell: ({ name }: Shown) => name },
    {
      key: 'post',
      title: '单位和岗位',
      cell: ({ unit, post }: Shown) => [unit, post].filter(Boolean).join(' ') || '—',
    },
    {
      key: 'did',
      title: '做了什么',
      cell: ({ did, more }: Shown) => (more > 0 ? `${did}（共 ${more + 1} 次）` : did),
    },
    { key: 'kinds', title: '哪类信息', cell: ({ kinds }: Shown) => kinds || '—' },
    { key: 'why', title: '为什么', cell: ({ purpose }: Shown) => purpose || '—' },
    {
      key: 'ask',
      title: '疑问',
      cell: (look: Shown) => (
        <Button
          small
          look="link"
          aria-label={`登记对${look.name}这次查看的疑问`}
          onClick={() => onAsk(look)}
        >
          登记
        </Button>
      ),
    },
  ]
}

/** 「谁看过我的信息」: who, from where, what kind, why and when; asked about and printed from here. */
export function LooksTab({ id }: { readonly id: number }) {
  const [pages, setPages] = useState<readonly number[]>([])
  const [asked, setAsked] = useState<Shown>()
  const before = pages.at(-1)
  const looks = useCall('transparency.looks', { id, ...(before && { before }) }, { keep: true })
  return (
    <Loaded of={looks} lines={8}>
      {({ rows, next, system }) => (
        <div className="stack">
          <div className="actions">
            <Button icon="print" onClick={() => download('transparency.looksSheet', { id })}>
              打印给本人
            </Button>
          </div>
          <p className="muted">
            每次查看和修改都在这里；半小时内的同样查看并为一行。
            {system.count > 0 && `另有系统自动处理 ${system.count} 次，没有人查看。`}
          </p>
          <SimpleTable
            label="谁看过"
            columns={columns(setAsked)}
            rows={rows}
            rowKey={(look) => look.id}
            empty={<Empty title="还没有人看过这份档案" />}
          />
          {(next || pages.length > 0) && (
            <Pager
              total={undefined}
              shown={rows.length}
              onPrevious={pages.length > 0 ? () => setPages(pages.slice(0, -1)) : undefined}
              onNext={next ? () => setPages([...pages, next]) : undefined}
            />
          )}
          {asked && <AskDialog id={id} look={asked} onClose={() => setAsked(undefined)} />}
        </div>
      )}
    </Loaded>
  )
}
