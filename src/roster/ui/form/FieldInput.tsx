import { labelOf, optionsOf as codesOf } from '#src/roster/codes.ts'
import type { Field } from '#src/roster/fields/field.ts'
import type { JsonKey } from '#src/roster/fields/json.ts'
import { CheckField, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { bindable, type ControlProps } from '#src/web/kit/field.tsx'
import { MoneyText, NumberText } from '#src/web/kit/numberFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { YesNoField } from '#src/web/kit/YesNoField.tsx'
import { CelebratedField } from './CelebratedField.tsx'
import { FreeTextWarning } from './FreeTextWarning.tsx'
import { NumberField } from './NumberField.tsx'
import { RowsField } from './RowsField.tsx'

interface FieldInputProps {
  readonly field: Field
  /** Where the form keeps it; the key itself unless told. */
  readonly name?: string
}

/** The input that fits a field of the master record. Stands in a form. */
export function FieldInput({ field, name = field.key }: FieldInputProps) {
  const { key, title: label, kind, required } = field
  const given = { name, label, required }
  if (key === 'idNumber') return <NumberField {...given} />
  if (key === 'birthCelebrated') return <CelebratedField name={name} label={label} />
  if (key === 'gender') return <RadioRow {...given} options={[...choicesOf(field)].sort(byUse)} />
  if (kind === 'code') return <Select {...given} options={choicesOf(field)} />
  if (kind === 'bool')
    return field.whenBlank === undefined ? <YesNoField {...given} /> : <CheckField {...given} />
  if (kind === 'partialDate') return <DateText {...given} />
  if (kind === 'money') return <MoneyText {...given} />
  if (kind === 'json')
    return <RowsField of={key as Exclude<JsonKey, 'birthCelebrated'>} {...given} />
  if (kind === 'int')
    return field.codeSet ? (
      <NumberSelect {...given} options={choicesOf(field)} />
    ) : (
      <NumberText {...given} unit={field.unit} />
    )
  return <TextInput field={field} {...given} />
}

interface Given {
  readonly name: string
  readonly label: string
  readonly required: boolean | undefined
}

function TextInput({ field, ...given }: Given & { readonly field: Field }) {
  const { maxLength = 200, key } = field
  if (maxLength >= 200)
    return (
      <>
        <TextArea {...given} span="all" maxLength={maxLength} />
        {key === 'remark' && <FreeTextWarning name={given.name} />}
      </>
    )
  const phone = key === 'mobile' || key === 'landline'
  return (
    <TextField
      {...given}
      maxLength={maxLength}
      inputMode={phone ? 'tel' : undefined}
      hint={phone ? '多个号码用顿号隔开' : undefined}
      span={maxLength >= 100 ? 2 : undefined}
    />
  )
}

function choicesOf({ codeSet }: Field): readonly { value: string; label: string }[] {
  if (!codeSet) return []
  return codesOf(codeSet).map(({ code }) => ({ value: code, label: labelOf(codeSet, code) }))
}

/** Men and women before 未知 and 未说明. */
function byUse(one: { value: string }, other: { value: string }): number {
  const rare = ({ value }: { value: string }) => Number(value === '0' || value === '9')
  return rare(one) - rare(other)
}

interface NumberSelectProps extends ControlProps<number | null> {
  readonly options: readonly { value: string; label: string }[]
}

/** A choice held as a whole number. */
const NumberSelect = bindable<number | null, NumberSelectProps>(({ value, onChange, ...rest }) => (
  <Select
    {...rest}
    value={value === null || value === undefined ? '' : String(value)}
    onChange={(code) => onChange(code === '' ? null : Number(code))}
  />
))
