import { useState, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react'
import { bindable, FieldFrame, inputAttributes, useFieldIds, type ControlProps } from './field.tsx'
import { IconButton } from './Button.tsx'

interface TextProps extends ControlProps<string> {
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | undefined
  readonly autoComplete?: HTMLInputAutoCompleteAttribute | undefined
  readonly autoFocus?: boolean | undefined
  /** At the end of the box: a unit, a button. */
  readonly suffix?: ReactNode
  /** Width of the box in characters, in filters. */
  readonly chars?: number | undefined
}

function ControlledText(props: TextProps) {
  const ids = useFieldIds(props)
  return (
    <FieldFrame field={props} ids={ids}>
      <span className="box" data-suffix={props.suffix ? true : undefined}>
        <input
          {...inputAttributes(props, ids)}
          className="input"
          type="text"
          value={props.value ?? ''}
          onChange={(event) => props.onChange(event.target.value)}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          inputMode={props.inputMode}
          autoComplete={props.autoComplete ?? 'off'}
          autoFocus={props.autoFocus}
          style={props.chars ? { width: `${props.chars + 2}em` } : undefined}
        />
        {props.suffix && <span className="suffix">{props.suffix}</span>}
      </span>
    </FieldFrame>
  )
}

/** One line of text. */
export const TextField = bindable<string, TextProps>(ControlledText)

function ControlledPassword(props: TextProps) {
  const ids = useFieldIds(props)
  const [shown, setShown] = useState(false)
  return (
    <FieldFrame field={props} ids={ids}>
      <span className="box" data-suffix>
        <input
          {...inputAttributes(props, ids)}
          className="input"
          type={shown ? 'text' : 'password'}
          value={props.value ?? ''}
          onChange={(event) => props.onChange(event.target.value)}
          autoComplete={props.autoComplete}
          spellCheck={false}
        />
        <span className="suffix">
          <IconButton
            icon="eye"
            label={shown ? '隐藏密码' : '显示密码'}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          />
        </span>
      </span>
    </FieldFrame>
  )
}

/** A password that can be shown; paste and password managers are welcome. */
export const PasswordField = bindable<string, TextProps>(ControlledPassword)

interface TextAreaProps extends ControlProps<string> {
  /** Most characters; the count is shown. */
  readonly maxLength?: number | undefined
  readonly rows?: number | undefined
  readonly placeholder?: string | undefined
}

function ControlledTextArea(props: TextAreaProps) {
  const ids = useFieldIds(props)
  const length = [...(props.value ?? '')].length
  const count = props.maxLength ? `${length}/${props.maxLength}` : undefined
  return (
    <FieldFrame field={props} ids={ids} aside={count}>
      <textarea
        {...inputAttributes(props, ids)}
        className="input"
        rows={props.rows ?? 3}
        value={props.value ?? ''}
        placeholder={props.placeholder}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </FieldFrame>
  )
}

/** Several lines of text, with a count where there is a limit. */
export const TextArea = bindable<string, TextAreaProps>(ControlledTextArea)
