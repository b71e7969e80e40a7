import type { KeyboardEvent } from 'react'
import { bindable, FieldFrame, useFieldIds, type ControlProps } from './field.tsx'

export interface Option {
  readonly value: string
  readonly label: string
  readonly note?: string | undefined
  readonly disabled?: boolean | undefined
}

/** Options from a label map, in its order; numeric codes in the order of the codes. */
export function optionsOf(labels: Readonly<Record<string, string>>): readonly Option[] {
  const options = Object.entries(labels).map(([value, label]) => ({ value, label }))
  if (!options.every(({ value }) => /^\d+$/.test(value))) return options
  return options.sort((a, b) => (a.value < b.value ? -1 : 1))
}

interface RadioProps extends ControlProps<string> {
  readonly options: readonly Option[]
}

function ControlledRadio(props: RadioProps) {
  const ids = useFieldIds(props)
  return (
    <FieldFrame field={props} ids={ids} group>
      <div
        role="radiogroup"
        className="choices"
        data-lines={props.options.some(({ note }) => note) || undefined}
        aria-labelledby={ids.labelId}
        aria-required={props.required || undefined}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={ids.describedBy}
      >
        {props.options.map(({ value, label, note, disabled }, index) => (
          <label key={value} className="choice">
            <input
              type="radio"
              id={index === 0 ? ids.id : undefined}
              ref={index === 0 ? props.inputRef : undefined}
              name={ids.id}
              value={value}
              checked={props.value === value}
              disabled={props.disabled || disabled}
              aria-describedby={props.error ? ids.describedBy : undefined}
              onChange={() => props.onChange(value)}
              onBlur={props.onBlur}
            />
            <span>
              {label}
              {note && <small>{note}</small>}
            </span>
          </label>
        ))}
      </div>
    </FieldFrame>
  )
}

/** A few choices side by side, of which one. */
export const RadioRow = bindable<string, RadioProps>(ControlledRadio)

interface CheckRowProps extends ControlProps<readonly string[]> {
  readonly options: readonly Option[]
}

function ControlledCheckRow(props: CheckRowProps) {
  const ids = useFieldIds(props)
  const chosen = props.value ?? []
  return (
    <FieldFrame field={props} ids={ids} group>
      <div
        role="group"
        className="choices"
        aria-labelledby={ids.labelId}
        aria-describedby={ids.describedBy}
      >
        {props.options.map(({ value, label, disabled }, index) => (
          <label key={value} className="choice">
            <input
              type="checkbox"
              id={index === 0 ? ids.id : undefined}
              ref={index === 0 ? props.inputRef : undefined}
              checked={chosen.includes(value)}
              disabled={props.disabled || disabled}
              aria-invalid={props.error ? true : undefined}
              onChange={() => props.onChange(toggled(chosen, value))}
              onBlur={props.onBlur}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </FieldFrame>
  )
}

/** A few choices side by side, of which any. */
export const CheckRow = bindable<readonly string[], CheckRowProps>(ControlledCheckRow)

function ControlledCheck(props: ControlProps<boolean>) {
  const ids = useFieldIds(props)
  return (
    <div className="field field-check" data-span={props.span}>
      <label className="choice">
        <input
          type="checkbox"
          id={ids.id}
          ref={props.inputRef}
          checked={props.value ?? false}
          disabled={props.disabled}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={ids.describedBy}
          onChange={(event) => props.onChange(event.target.checked)}
          onBlur={props.onBlur}
        />
        <span>{props.label}</span>
      </label>
      {props.hint && (
        <p id={`${ids.id}-hint`} className="field-hint">
          {props.hint}
        </p>
      )}
      {props.error && (
        <p id={`${ids.id}-error`} className="field-error">
          {props.error}
        </p>
      )}
    </div>
  )
}

/** One thing that is so or not. */
export const CheckField = bindable<boolean, ControlProps<boolean>>(ControlledCheck)

function toggled(chosen: readonly string[], value: string): readonly string[] {
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]
}

/** True while an input method is composing: no key means anything then. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}
