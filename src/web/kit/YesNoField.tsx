import { RadioRow } from './choiceFields.tsx'
import { bindable, type ControlProps } from './field.tsx'

const answers = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
  { value: '', label: '不详' },
]

/** 是, 否 or 不详: not knowing (null) is an answer of its own. */
export const YesNoField = bindable<boolean | null, ControlProps<boolean | null>>(
  ({ value, onChange, ...rest }) => (
    <RadioRow
      {...rest}
      options={answers}
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      onChange={(answer) => onChange(answer === '' ? null : answer === 'yes')}
    />
  ),
)
