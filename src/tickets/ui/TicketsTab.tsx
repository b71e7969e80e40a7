import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { DueTag, ownerWords, StateTag } from './words.tsx'

const OpenDialog = lazy(async () => ({
  default: (await import('./OpenDialog.tsx')).OpenDialog,
}))

interface TicketsTabProps {
  readonly person: { readonly id: number; readonly fullName: string }
  /** False of whoever left the register: nothing new is taken. */
  readonly open: boolean
}

/** What the person asked for, and what became of it. */
export function TicketsTab({ person, open }: TicketsTabProps) {
  const may = useMay()
  const tickets = useCall('tickets.ofPerson', { retireeId: person.id })
  const [opening, setOpening] = useState(false)
  return (
    <div className="stack">
      {open && may('tickets.handle') && (
        <div>
          <Button small icon="plus" onClick={() => setOpening(true)}>
            登记事项
          </Button>
        </div>
      )}
      <Loaded of={tickets}>
        {(rows) => (
          <SimpleTable
            label="事项"
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有登记过事项">提出的需求登记后在这里跟踪到答复。</Empty>}
            columns={[
              {
                key: 'title',
                title: '事项',
                cell: ({ id, title }) => <Link to={`/tickets/${id}`}>{title}</Link>,
              },
              {
                key: 'category',
                title: '类别',
                cell: ({ category }) => ticketCategories[category],
              },
              { key: 'state', title: '进展', cell: (row) => <StateTag {...row} /> },
              { key: 'due', title: '时限', cell: (row) => <DueTag row={row} /> },
              { key: 'owner', title: '承办', cell: ownerWords },
              { key: 'opened', title: '登记', cell: ({ openedOn }) => formatDay(openedOn) },
            ]}
          />
        )}
      </Loaded>
      {opening && (
        <Suspense>
          <OpenDialog person={person} onClose={() => setOpening(false)} />
        </Suspense>
      )}
    </div>
  )
}
