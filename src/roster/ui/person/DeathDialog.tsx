import { useState } from 'react'
import type * as z from 'zod'
import { formatDay } from '#src/kernel/day.ts'
import { RecordDeath, ReverseDeath } from '#src/roster/life.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { KeyValue, Steps } from '#src/web/kit/facts.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfter, type Person } from './person.ts'

const Death = RecordDeath.omit({ id: true, version: true })
type Death = z.output<typeof Death>

interface DeathDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

const blank: Death = { diedOn: '', reportedBy: '', note: '' }

/** Registers a death in two steps: what is known, then what follows from it. */
export function DeathDialog({ person, onClose }: DeathDialogProps) {
  const [death, setDeath] = useState<Death>(blank)
  const [checking, setChecking] = useState(false)
  return (
    <Dialog title={`登记去世：${person.values.fullName ?? ''}`} open onClose={onClose}>
      <Steps
        steps={[
          { title: '填写', state: checking ? 'done' : 'now' },
          { title: '核对', state: checking ? 'now' : 'next' },
        ]}
      />
      {checking ? (
        <Check person={person} death={death} onBack={() => setChecking(false)} onClose={onClose} />
      ) : (
        <Form
          schema={Death}
          defaults={death}
          onSubmit={(values) => {
            setDeath(values)
            setChecking(true)
          }}
        >
          <DateText
            name="diedOn"
            label="去世日期"
            required
            placeholder="如 2026.11.21、2026.11"
            hint="只知年月也可以"
          />
          <TextField
            name="reportedBy"
            label="报告人"
            required
            maxLength={60}
            hint="姓名及与逝者的关系，例如：长子 张伟"
          />
          <TextArea name="note" label="说明" maxLength={200} rows={2} />
          <SubmitBar label="下一步" onCancel={onClose} />
        </Form>
      )}
    </Dialog>
  )
}

interface CheckProps extends DeathDialogProps {
  readonly death: Death
  readonly onBack: () => void
}

function Check({ person, death, onBack, onClose }: CheckProps) {
  const record = useCommand('roster.recordDeath', staleAfter)
  const { diedOn, reportedBy, note } = death
  async function confirm() {
    await record.mutateAsync({ id: person.id, version: person.version, ...death })
    toast('已登记去世')
    onClose()
  }
  return (
    <div className="stack">
      <KeyValue
        facts={[
          { label: '姓名', value: person.values.fullName },
          { label: '去世日期', value: formatDay(diedOn) },
          { label: '报告人', value: reportedBy },
          { label: '说明', value: note },
        ]}
      />
      <h3>登记后</h3>
      <ul>
        {consequencesFor(person).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {record.error && (
        <p className="field-error" role="alert">
          {sentenceOf(record.error)}
        </p>
      )}
      <div className="submit-bar">
        <Button
          look="danger"
          busy={record.isPending}
          onClick={() => void confirm().catch(() => undefined)}
        >
          确认登记去世
        </Button>
        <Button onClick={onBack}>返回修改</Button>
      </div>
    </div>
  )
}

function consequencesFor({ contacts, requests }: Person): string[] {
  const survivors = contacts.filter(({ relation }) => /^[1-5]/.test(relation)).length
  return [
    '移出在册名单和统计，档案只能查看',
    '还没有办的寿辰、节日走访等应办事项全部撤销，不再提醒',
    survivors > 0
      ? `配偶、子女、父母 ${survivors} 人转为遗属，继续保留联系方式`
      : '没有登记配偶、子女、父母，请另行记下遗属',
    '已冻结的名单不变，打开时会提示“已去世”',
    ...(requests.length > 0 ? [`${requests.length} 条待核实的更正申请不能再采纳`] : []),
    '登记错了可以“更正去世登记”，经另一人复核后恢复原状',
  ]
}

/** Takes back a death registered in error; whoever it was is on the register again. */
export function ReverseDeathDialog({ person, onClose }: DeathDialogProps) {
  const reverse = useCommand('roster.reverseDeath', ['roster.', 'approvals.'])
  return (
    <Dialog title={`更正去世登记：${person.values.fullName ?? ''}`} open onClose={onClose}>
      <Form
        schema={ReverseDeath.omit({ id: true })}
        defaults={{ why: '' }}
        onSubmit={async ({ why }) => {
          await reverse.mutateAsync({ id: person.id, why })
          toast('已提交复核，另一人同意后恢复在册')
          onClose()
        }}
      >
        <p>
          更正须另一人复核。同意后恢复在册：档案可以修改，遗属恢复为家属，应办事项重新列出。更正会留下记录。
        </p>
        <TextArea name="why" label="更正原因" required maxLength={200} />
        <SubmitBar label="提交复核" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
