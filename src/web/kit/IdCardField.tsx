import { useState } from 'react'
import { bindable, FieldFrame, inputAttributes, useFieldIds, type ControlProps } from './field.tsx'

export interface IdCheck {
  /** What is wrong with the number; absent if it is right. */
  readonly problem?: string | undefined
  /** What the number says, as sex and birth date; shown under it. */
  readonly note?: string | undefined
}

interface IdCardProps extends ControlProps<string> {
  readonly check?: ((value: string) => IdCheck) | undefined
}

const length = 18

function ControlledIdCard(props: IdCardProps) {
  const [left, setLeft] = useState(false)
  const value = props.value ?? ''
  const result = value.length === length || (left && value) ? props.check?.(value) : undefined
  const field = {
    ...props,
    error: props.error ?? result?.problem,
    hint: result?.note ?? props.hint ?? (value ? `${value.length}/${length} 位` : undefined),
  }
  const ids = useFieldIds(field)
  return (
    <FieldFrame field={field} ids={ids}>
      <input
        {...inputAttributes(field, ids)}
        className="input input-code"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => props.onChange(tidy(event.target.value))}
        onBlur={() => {
          setLeft(true)
          props.onBlur?.()
        }}
      />
    </FieldFrame>
  )
}

/** An 18-character identity number: spaces fall out, x becomes X, checked as soon as it is complete. */
export const IdCardField = bindable<string, IdCardProps>(ControlledIdCard)

function tidy(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}
