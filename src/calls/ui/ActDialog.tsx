import * as z from 'zod'
import { ticketCategories, type TicketCategory } from '#src/tickets/ticket.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfterCall, type Act } from './CallPanel.tsx'
import type { LiveCall } from './deskFeed.ts'

interface ActDialogProps {
  readonly act: Act
  readonly row: LiveCall
  readonly onClose: () => void
}

const titles: Readonly<Record<Act, string>> = {
  dispatch: '派人前往',
  arrive: '到场',
  family: '已通知家属',
  '120': '已打 120',
  note: '补充说明',
  close: '结束呼叫',
}

/** One step of a call, with its words. */
export function ActDialog({ act, row, onClose }: ActDialogProps) {
  return (
    <Dialog title={titles[act]} open onClose={onClose}>
      {act === 'close' ? (
        <CloseForm row={row} onClose={onClose} />
      ) : (
        <StepForm act={act} row={row} onClose={onClose} />
      )}
    </Dialog>
  )
}

const Words = z.object({ note: z.string().optional() })

function StepForm({ act, row, onClose }: ActDialogProps) {
  const dispatch = useCommand('calls.dispatch', staleAfterCall)
  const arrive = useCommand('calls.arrive', staleAfterCall)
  const told = useCommand('calls.told', staleAfterCall)
  const note = useCommand('calls.note', staleAfterCall)
  const { id } = row
  const send = (text: string | undefined) => {
    if (act === 'dispatch') return dispatch.mutateAsync({ id, who: text ?? '' })
    if (act === 'arrive') return arrive.mutateAsync({ id, note: text })
    if (act === 'note') return note.mutateAsync({ id, note: text ?? '' })
    return told.mutateAsync({ id, whom: act === '120' ? '120' : 'family', note: text })
  }
  return (
    <Form
      schema={Words}
      defaults={{ note: '' }}
      onSubmit={async ({ note: text }) => {
        await send(text)
        toast('已登记')
        onClose()
      }}
    >
      <TextField
        name="note"
        label={act === 'dispatch' ? '谁去' : '说明'}
        required={act === 'dispatch' || act === 'note'}
        maxLength={act === 'dispatch' ? 100 : 200}
        hint={act === 'dispatch' ? '例如：社区网格员、家庭医生' : undefined}
      />
      <SubmitBar label="登记" onCancel={onClose} />
    </Form>
  )
}

const Close = z.object({
  result: z.string('请写明结果和答复').trim().min(4, '请写明结果和答复，至少 4 个字'),
  ticketTitle: z.string().optional(),
  category: z.string().optional(),
})

function CloseForm({ row, onClose }: Omit<ActDialogProps, 'act'>) {
  const close = useCommand('calls.close', staleAfterCall)
  return (
    <Form
      schema={Close}
      defaults={{ result: '', ticketTitle: '', category: 'living' }}
      onSubmit={async ({ result, ticketTitle, category }) => {
        const ticket = ticketTitle
          ? { title: ticketTitle, category: category as TicketCategory }
          : undefined
        const done = await close.mutateAsync({
          id: row.id,
          closing: 'helped',
          result,
          ...(ticket && { ticket }),
        })
        toast(done.ticket ? `已结束，并转为事项 ${done.ticket}` : '已结束')
        onClose()
      }}
    >
      <TextArea
        name="result"
        label="结果和答复"
        required
        rows={3}
        maxLength={500}
        hint="做了什么，怎样答复本人或家属"
      />
      {row.retireeId !== null && (
        <>
          <TextField
            name="ticketTitle"
            label="还要办的事"
            maxLength={60}
            hint="填写后转为事项，有承办人和期限"
          />
          <Select name="category" label="事项类别" options={optionsOf(ticketCategories)} />
        </>
      )}
      <SubmitBar label="结束呼叫" onCancel={onClose} />
    </Form>
  )
}
