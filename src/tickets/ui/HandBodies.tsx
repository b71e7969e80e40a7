import * as z from 'zod'
import { Assign, Offer } from '#src/tickets/shape.ts'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { Lines, type StepProps } from './stepParts.tsx'
import type { Shown } from './TicketPage.tsx'
import { staleAfterStep } from './words.tsx'

/** To whom it is offered, and why. */
export function OfferBody({ ticket, onClose }: StepProps) {
  const offer = useCommand('tickets.offer', staleAfterStep)
  const holders = useHolders(ticket)
  return (
    <Loaded of={holders}>
      {({ orgs }) => (
        <Form
          schema={Offer.omit({ id: true }).extend({ orgId: Chosen('请选择转往的单位') })}
          defaults={{ orgId: '', reason: '' }}
          onSubmit={async (given) => {
            await offer.mutateAsync({ ...given, id: ticket.id })
            toast('已转办，对方接收前仍由本单位负责')
            onClose()
          }}
        >
          <Lines>
            <Select
              name="orgId"
              label="转往"
              required
              options={orgs
                .filter(({ id }) => id !== ticket.ownerOrgId)
                .map(({ id, name }) => ({ value: String(id), label: name }))}
              hint="只能转给与这位老同志有归属关系的单位"
            />
            <TextArea name="reason" label="转办理由" required rows={3} maxLength={200} />
          </Lines>
          <SubmitBar label="转办" onCancel={onClose} />
        </Form>
      )}
    </Loaded>
  )
}

/** Which colleague or lower organisation is told to do it. */
export function AssignBody({ ticket, onClose }: StepProps) {
  const assign = useCommand('tickets.assign', staleAfterStep)
  const holders = useHolders(ticket)
  return (
    <Loaded of={holders}>
      {({ orgs, people }) => (
        <Form
          schema={z.object({ to: z.string().min(1, '请选择交给谁'), note: Assign.shape.note })}
          defaults={{ to: '', note: '' }}
          onSubmit={async ({ to, note }) => {
            const [kind, number] = to.split(':')
            const target =
              kind === 'org' ? { orgId: Number(number) } : { accountId: Number(number) }
            await assign.mutateAsync({ id: ticket.id, ...target, ...(note && { note }) })
            toast('已交办')
            onClose()
          }}
        >
          <Lines>
            <Select
              name="to"
              label="交给"
              required
              options={[
                ...people.map(({ id, name, title }) => ({
                  value: `person:${id}`,
                  label: name,
                  note: title,
                })),
                ...orgs
                  .filter(({ id, below }) => below && id !== ticket.ownerOrgId)
                  .map(({ id, name }) => ({ value: `org:${id}`, label: name, note: '下级单位' })),
              ]}
            />
            <TextArea name="note" label="交办意见" rows={3} maxLength={200} />
          </Lines>
          <SubmitBar label="交办" onCancel={onClose} />
        </Form>
      )}
    </Loaded>
  )
}

const Chosen = (message: string) =>
  z
    .string()
    .min(1, message)
    .transform((text) => Number(text))

function useHolders({ id, retireeId }: Shown) {
  return useCall('tickets.holders', { retireeId, ticketId: id })
}
