import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { lines, type CountedPeople, type CountedPerson } from '#src/census/flow.ts'
import { labelOf } from '#src/roster/codes.ts'
import { defaultColumns } from '#src/roster/columns.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { Pager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { askedOf, type Asked, type TabProps } from './state.ts'

const FileDialog = lazy(async () => ({
  default: (await import('#src/roster/ui/FileDialog.tsx')).FileDialog,
}))

/** The people behind the figure that the address names, paged. */
export function PeopleSheet({ q, change, day }: TabProps & { readonly day: string }) {
  const asked = askedOf(q, day)
  if (!asked) return null
  const turn = (at: number) => change({ at })
  return (
    <SideSheet title={titleOf(asked)} open wide onClose={() => change({ cell: '' })}>
      {asked.kind === 'flow' ? (
        <FlowPeople input={asked.input} at={q.at} turn={turn} />
      ) : (
        <CountPeople input={asked.input} at={q.at} turn={turn} />
      )}
    </SideSheet>
  )
}

function titleOf({ kind, input }: Asked): string {
  if (kind === 'count') return `${formatDay(input.day)}在册人员`
  const [only = 'opening'] = input.lines
  if (input.lines.length === 1) return `${input.year} 年${lines[only]}人员`
  return `${input.year} 年${only === 'newlyRetired' ? '新增' : '减少'}人员`
}

interface Turning {
  readonly at: number
  readonly turn: (at: number) => void
}

function FlowPeople({ input, ...turning }: Turning & Pick<Asked & { kind: 'flow' }, 'input'>) {
  const people = useCall('census.flowPeople', input, { keep: true })
  return <Loaded of={people}>{(found) => <Listed people={found} {...turning} />}</Loaded>
}

function CountPeople({ input, ...turning }: Turning & Pick<Asked & { kind: 'count' }, 'input'>) {
  const people = useCall('census.headCountPeople', input, { keep: true })
  return <Loaded of={people}>{(found) => <Listed people={found} {...turning} />}</Loaded>
}

const size = 50

function Listed({ people, at, turn }: Turning & { readonly people: CountedPeople }) {
  const may = useMay()
  const [stating, setStating] = useState<CountedPerson>()
  const mayState = may('roster.write') && people.rows.some(({ line }) => stated.includes(line))
  const columns = mayState ? [...plain, reasonColumn(setStating)] : plain
  const last = at + people.rows.length >= people.total
  return (
    <div className="stack">
      {may('snapshots.take') && <Take people={people} />}
      <SimpleTable
        label="人员"
        columns={columns}
        rows={people.rows}
        rowKey={({ id, line, on }) => `${id} ${line} ${on}`}
      />
      <Pager
        total={people.total}
        first={at}
        shown={people.rows.length}
        onPrevious={at > 0 ? () => turn(Math.max(0, at - size)) : undefined}
        onNext={last ? undefined : () => turn(at + size)}
      />
      {stating && <EntryDialog person={stating} onClose={() => setStating(undefined)} />}
    </div>
  )
}

/** Lists go out by the way of every list: frozen, printed, or as a spreadsheet. */
function Take({ people }: { readonly people: CountedPeople }) {
  const [open, setOpen] = useState(false)
  if (!people.ids) return <p className="muted">超过 1000 人，请到信息库按条件输出名单。</p>
  if (people.ids.length === 0) return null
  return (
    <p>
      <Button small icon="snapshot" onClick={() => setOpen(true)}>
        冻结或输出名单
      </Button>
      {open && (
        <Suspense>
          <FileDialog
            filters={{ ids: [...people.ids], status: 'all' }}
            count={people.ids.length}
            sort="name"
            columns={defaultColumns}
            first="frozen"
            open={open}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </p>
  )
}

const plain: readonly SimpleColumn<CountedPerson>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ id, fullName }) => <Link to={`/roster/${id}`}>{fullName}</Link>,
  },
  {
    key: 'category',
    title: '类别',
    cell: ({ category }) => labelOf('retirementCategory', category),
  },
  { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '未登记' },
  { key: 'line', title: '事由', cell: ({ line }) => (line ? lines[line] : '在册') },
  { key: 'on', title: '日期', cell: ({ on }) => <span className="nowrap">{formatDay(on)}</span> },
]

const stated: readonly (string | null)[] = ['newlyRetired', 'transferredIn', 'lateRegistered']

function reasonColumn(onState: (person: CountedPerson) => void): SimpleColumn<CountedPerson> {
  return {
    key: 'state',
    title: '核定',
    cell: (person) =>
      stated.includes(person.line) && (
        <Button
          small
          look="link"
          aria-label={`改原因：${person.fullName}`}
          onClick={() => onState(person)}
        >
          改原因
        </Button>
      ),
  }
}
