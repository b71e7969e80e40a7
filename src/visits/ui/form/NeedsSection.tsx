import { useFieldArray } from 'react-hook-form'
import { FreeTextWarning } from '#src/roster/ui/form/FreeTextWarning.tsx'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { mostNeeds } from '#src/visits/found.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Fields } from '#src/web/kit/formParts.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'

const none = { category: '', title: '', detail: '', dueOn: '' }

/** What the person asks for: each becomes a matter with somebody who answers for it, and a day. */
export function NeedsSection() {
  const { fields, append, remove } = useFieldArray({ name: 'needs' })
  return (
    <Section
      title="老同志提出的事"
      note="每件转为一个事项，有人办、有期限"
      actions={
        fields.length < mostNeeds && (
          <Button small icon="plus" onClick={() => append(none)}>
            加一件
          </Button>
        )
      }
    >
      {fields.length === 0 && <p className="muted">没有提出什么，就不用填。</p>}
      <div className="stack">
        {fields.map(({ id }, index) => (
          <NeedFields
            key={id}
            at={`needs.${index}`}
            number={index + 1}
            onRemove={() => remove(index)}
          />
        ))}
      </div>
    </Section>
  )
}

interface NeedFieldsProps {
  readonly at: string
  readonly number: number
  readonly onRemove: () => void
}

function NeedFields({ at, number, onRemove }: NeedFieldsProps) {
  return (
    <fieldset className="need">
      <legend>
        第 {number} 件{' '}
        <Button small look="link" onClick={onRemove} aria-label={`去掉第 ${number} 件`}>
          去掉
        </Button>
      </legend>
      <Fields columns={3}>
        <Select
          name={`${at}.category`}
          label="类别"
          required
          placeholder="请选择"
          options={optionsOf(ticketCategories)}
        />
        <TextField
          name={`${at}.title`}
          label="什么事"
          required
          maxLength={60}
          span={2}
          hint="一句话，不写病名和收入"
        />
        <DateText name={`${at}.dueOn`} label="办理期限" wholeDay hint="不填按本地规定" />
        <TextArea name={`${at}.detail`} label="详细情况" rows={2} maxLength={500} span={2} />
      </Fields>
      <FreeTextWarning name={`${at}.detail`} />
    </fieldset>
  )
}
