import { useState } from 'react'
import { Link } from 'react-router'
import * as z from 'zod'
import { daysBetween, formatDay } from '#src/kernel/day.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { download, type OutputOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip, Tag } from '#src/web/kit/Tag.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { askChannels, type AskChannel } from '../words.ts'

type Question = OutputOf<'transparency.questions'>[number]

export interface DoneProps {
  readonly done: boolean
  readonly onDone: (done: boolean) => void
}

/** Questions about looks with their deadlines, and those answered. */
export function QuestionsTab({ done, onDone }: DoneProps) {
  const [open, setOpen] = useState<Question>()
  const { today } = useSession()
  const questions = useCall('transparency.questions', { answered: done, limit: 200 })
  return (
    <div className="stack">
      <Waiting done={done} onDone={onDone} words={['待答复', '已答复']} />
      <Loaded of={questions} lines={6}>
        {(rows) => (
          <SimpleTable
            label={done ? '已答复的疑问' : '待答复的疑问'}
            columns={columns(done, today, setOpen)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title={done ? '还没有答复过疑问' : '没有待答复的疑问'}>
                本人问到某次查看时，在档案的“谁看过”里登记
              </Empty>
            }
          />
        )}
      </Loaded>
      {open && <AnswerDialog question={open} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

/** What waits, or what is done. */
export function Waiting({
  done,
  onDone,
  words,
}: DoneProps & { readonly words: readonly [string, string] }) {
  return (
    <Bar label="办理情况">
      <Chip pressed={!done} onPress={() => onDone(false)}>
        {words[0]}
      </Chip>
      <Chip pressed={done} onPress={() => onDone(true)}>
        {words[1]}
      </Chip>
    </Bar>
  )
}

function columns(done: boolean, today: string, onOpen: (question: Question) => void) {
  return [
    {
      key: 'who',
      title: '老同志',
      cell: (row: Question) => (
        <Link to={`/roster/${row.retireeId}?tab=looks`}>{row.fullName}</Link>
      ),
    },
    { key: 'question', title: '疑问', cell: ({ question }: Question) => question },
    { key: 'about', title: '问的是谁', cell: ({ aboutName }: Question) => aboutName ?? '系统' },
    {
      key: 'asked',
      title: '提出',
      cell: ({ askedBy, channel, askedOn }: Question) =>
        `${askedBy}，${askChannels[channel as AskChannel]}，${formatDay(askedOn)}`,
    },
    done
      ? {
          key: 'answer',
          title: '答复',
          cell: ({ answer, answeredBy, answeredAt }: Question) =>
            `${answer}（${answeredBy ?? ''}，${answeredAt ? clockTime(answeredAt) : ''}）`,
        }
      : {
          key: 'due',
          title: '答复期限',
          cell: ({ dueOn }: Question) => <Deadline dueOn={dueOn} today={today} />,
        },
    ...(done
      ? [
          {
            key: 'print',
            title: '打印',
            cell: ({ id, fullName }: Question) => (
              <Button
                small
                look="link"
                aria-label={`打印给${fullName}的答复`}
                onClick={() => download('transparency.answerSheet', { id })}
              >
                打印
              </Button>
            ),
          },
        ]
      : [
          {
            key: 'act',
            title: '办理',
            cell: (row: Question) => (
              <Button
                small
                look="link"
                aria-label={`答复${row.fullName}的疑问`}
                onClick={() => onOpen(row)}
              >
                答复
              </Button>
            ),
          },
        ]),
  ]
}

/** A day by which something is due, in words that say how near it is. */
export function Deadline({ dueOn, today }: { readonly dueOn: string; readonly today: string }) {
  const days = daysBetween(today, dueOn)
  return (
    <>
      {formatDay(dueOn)}{' '}
      {days < 0 ? <Tag tone="err">已超期</Tag> : days <= 3 && <Tag tone="warn">快到期</Tag>}
    </>
  )
}

const Answered = z.object({
  answer: z.string('请填写答复'),
  told: z.enum(Object.keys(askChannels) as AskChannel[], '请选择怎样告知本人'),
})

interface AnswerDialogProps {
  readonly question: Question
  readonly onClose: () => void
}

function AnswerDialog({ question, onClose }: AnswerDialogProps) {
  const send = useCommand('transparency.answer', ['transparency.'])
  return (
    <Dialog title={`答复疑问：${question.fullName}`} open onClose={onClose}>
      <Form
        schema={Answered}
        defaults={{ answer: '', told: '' } as never}
        onSubmit={async (values) => {
          await send.mutateAsync({ questionId: question.id, ...values })
          toast('已答复')
          onClose()
        }}
      >
        <KeyValue
          facts={[
            { label: '疑问', value: question.question },
            { label: '问的是谁', value: question.aboutName ?? '系统' },
          ]}
        />
        <TextArea
          name="answer"
          label="核实情况和答复"
          required
          rows={3}
          maxLength={500}
          hint="查看的人自己不能答复"
        />
        <RadioRow name="told" label="怎样告知本人" required options={optionsOf(askChannels)} />
        <SubmitBar label="答复" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
