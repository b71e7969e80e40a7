import type { ReactNode } from 'react'
import * as z from 'zod'
import { Answer, Extend, FollowUp, Handle, WithReason } from '#src/tickets/shape.ts'
import { answerWays, ratings } from '#src/tickets/ticket.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { AssignBody, OfferBody } from './HandBodies.tsx'
import { Lines, type StepProps } from './stepParts.tsx'
import { staleAfterStep } from './words.tsx'

export type Act =
  'assign' | 'offer' | 'returnOffer' | 'handle' | 'answer' | 'followUp' | 'extend' | 'reopen'

/** The window in which one step is taken. */
export function StepDialog({ act, ...rest }: StepProps & { readonly act: Act }) {
  const Body = bodies[act]
  return (
    <Dialog title={titles[act]} open onClose={rest.onClose}>
      <Body {...rest} />
    </Dialog>
  )
}

const titles: Readonly<Record<Act, string>> = {
  assign: '交办',
  offer: '转办',
  returnOffer: '退回转办',
  handle: '登记办理情况',
  answer: '答复本人',
  followUp: '回访',
  extend: '延期',
  reopen: '重新办理',
}

const whole = { id: true } as const

function HandleBody({ ticket, onClose }: StepProps) {
  const handle = useCommand('tickets.handle', staleAfterStep)
  return (
    <Form
      schema={Handle.omit(whole)}
      defaults={{ note: '', on: '' }}
      onSubmit={async (given) => {
        await handle.mutateAsync({ ...given, id: ticket.id })
        toast('已登记办理情况')
        onClose()
      }}
    >
      <Lines>
        <TextArea name="note" label="办理情况" required rows={4} maxLength={500} />
        <DateText name="on" label="办理日期" wholeDay hint="不填为今天" />
      </Lines>
      <SubmitBar label="登记" onCancel={onClose} />
    </Form>
  )
}

function AnswerBody({ ticket, onClose }: StepProps) {
  const answer = useCommand('tickets.answer', staleAfterStep)
  return (
    <Form
      schema={Answer.omit(whole)}
      defaults={{ note: '', way: '' as never, on: '' }}
      onSubmit={async (given) => {
        await answer.mutateAsync({ ...given, id: ticket.id })
        toast('已登记答复，可以回访和办结')
        onClose()
      }}
    >
      <Lines>
        <TextArea
          name="note"
          label="答复内容"
          required
          rows={4}
          maxLength={500}
          hint="怎样告诉本人的，结果是什么"
        />
        <RadioRow name="way" label="答复方式" required options={optionsOf(answerWays)} />
        <DateText name="on" label="答复日期" wholeDay hint="不填为今天" />
      </Lines>
      <SubmitBar label="登记答复" onCancel={onClose} />
    </Form>
  )
}

const Followed = FollowUp.omit({ id: true, rating: true }).extend({
  rating: z
    .string()
    .optional()
    .transform((text) => (text ? Number(text) : null)),
})

function FollowUpBody({ ticket, onClose }: StepProps) {
  const follow = useCommand('tickets.followUp', staleAfterStep)
  return (
    <Form
      schema={Followed}
      defaults={{ rating: '', note: '', on: '' }}
      onSubmit={async (given) => {
        await follow.mutateAsync({ ...given, id: ticket.id })
        toast('已登记回访')
        onClose()
      }}
    >
      <Lines>
        <Select
          name="rating"
          label="对这次服务的评价"
          placeholder="本人没有评价"
          options={optionsOf(ratings).toReversed()}
          hint="本人愿意才填"
        />
        <TextArea name="note" label="回访情况" rows={3} maxLength={300} />
        <DateText name="on" label="回访日期" wholeDay hint="不填为今天" />
      </Lines>
      <SubmitBar label="登记回访" onCancel={onClose} />
    </Form>
  )
}

function ExtendBody({ ticket, onClose }: StepProps) {
  const extend = useCommand('tickets.extend', staleAfterStep)
  return (
    <Form
      schema={Extend.omit(whole)}
      defaults={{ dueOn: '', reason: '' }}
      onSubmit={async (given) => {
        await extend.mutateAsync({ ...given, id: ticket.id })
        toast('已延期')
        onClose()
      }}
    >
      <Lines>
        <DateText
          name="dueOn"
          label="延期至"
          required
          wholeDay
          hint={`现在的期限 ${ticket.dueOn}`}
        />
        <TextArea name="reason" label="延期理由" required rows={3} maxLength={200} />
      </Lines>
      <SubmitBar label="延期" onCancel={onClose} />
    </Form>
  )
}

function ReasonBody({
  ticket,
  onClose,
  name,
  label,
  done,
}: StepProps & {
  readonly name: 'tickets.returnOffer' | 'tickets.reopen'
  readonly label: string
  readonly done: string
}) {
  const run = useCommand(name, staleAfterStep)
  return (
    <Form
      schema={WithReason.omit(whole)}
      defaults={{ reason: '' }}
      onSubmit={async (given) => {
        await run.mutateAsync({ ...given, id: ticket.id })
        toast(done)
        onClose()
      }}
    >
      <Lines>
        <TextArea name="reason" label="理由" required rows={3} maxLength={200} />
      </Lines>
      <SubmitBar label={label} onCancel={onClose} />
    </Form>
  )
}

const bodies: Readonly<Record<Act, (props: StepProps) => ReactNode>> = {
  assign: AssignBody,
  offer: OfferBody,
  handle: HandleBody,
  answer: AnswerBody,
  followUp: FollowUpBody,
  extend: ExtendBody,
  returnOffer: (props) => (
    <ReasonBody {...props} name="tickets.returnOffer" label="退回" done="已退回，由原单位办理" />
  ),
  reopen: (props) => (
    <ReasonBody {...props} name="tickets.reopen" label="重新办理" done="已重新办理，期限重新计算" />
  ),
}
