import { useState } from 'react'
import { requestStates, type RequestState } from '#src/roster/request.ts'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tabs } from '#src/web/kit/Tabs.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { DecideSheet } from './requests/DecideSheet.tsx'
import { requestColumns, type ChangeRequest } from './requests/requestColumns.tsx'

const states = Object.keys(requestStates) as RequestState[]

/** Wishes for correction: those that wait, and what became of the others. */
export function ChangeRequestsPage() {
  const [{ status }, change] = useQueryState({ status: 'pending' })
  return (
    <>
      <PageHead title="更正申请" note="本人、家属和基层提出，核实后更新档案" />
      <Section>
        <Tabs
          label="办理情况"
          selected={status}
          onSelect={(next) => change({ status: next })}
          tabs={states.map((state) => ({
            id: state,
            title: requestStates[state],
            content: () => <Requests status={state} />,
          }))}
        />
      </Section>
    </>
  )
}

function Requests({ status }: { readonly status: RequestState }) {
  const may = useMay()
  const [open, setOpen] = useState<ChangeRequest>()
  const requests = useCall('roster.requests', { status, limit: 200 })
  const verb = status === 'pending' && may('roster.decide') ? '核实' : '查看'
  return (
    <Loaded of={requests} lines={6}>
      {(rows) => (
        <>
          <SimpleTable
            label={`${requestStates[status]}的更正申请`}
            columns={requestColumns(verb, setOpen)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<NoRequests status={status} />}
          />
          {open && <DecideSheet request={open} onClose={() => setOpen(undefined)} />}
        </>
      )}
    </Loaded>
  )
}

function NoRequests({ status }: { readonly status: RequestState }) {
  if (status !== 'pending') return <Empty title={`没有${requestStates[status]}的更正申请`} />
  return <Empty title="没有待核实的更正申请">在老同志的档案里可以替本人或家属“提出更正”</Empty>
}
