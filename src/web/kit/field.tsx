import type { Control, FieldValues } from 'react-hook-form'
import { createContext, useContext, useId, type ComponentType, type ReactNode } from 'react'

/** What every field of the kit takes. `name` alone binds it to the form around it. */
export interface ControlProps<V> {
  readonly label: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly name?: string | undefined
  readonly id?: string | undefined
  readonly onBlur?: (() => void) | undefined
  readonly inputRef?: ((element: HTMLElement | null) => void) | undefined
  /** What is wrong and what to do. */
  readonly error?: string | undefined
  readonly hint?: ReactNode
  readonly required?: boolean | undefined
  readonly disabled?: boolean | undefined
  /** `inline` puts the label inside the box, for filters. */
  readonly layout?: 'stacked' | 'inline' | undefined
  /** How many of the form's columns the field spans. */
  readonly span?: 2 | 3 | 'all' | undefined
}

/** A field in a form needs only its name: value, change and error come from the form. */
export type BoundProps<P> = Omit<P, 'value' | 'onChange' | 'error' | 'name'> & {
  readonly name: string
}

export interface BoundFieldProps {
  readonly control: (props: never) => ReactNode
  readonly field: { readonly name: string; readonly label: string }
}

interface FormLink {
  readonly prefix: string
  readonly register: (name: string, label: string) => void
  readonly control: Control<FieldValues>
  /** Draws a field with value, change and error taken from the form. */
  readonly Bound: ComponentType<BoundFieldProps>
}

export const FormLinkContext = createContext<FormLink | undefined>(undefined)

/** True while the form around is being submitted. */
export const FormBusyContext = createContext(false)

/** Says whether the form around holds unsaved changes. */
export const FormChangedContext = createContext<() => boolean>(() => false)

/** The id of a field in a form, to which the error summary links. */
export function fieldId(prefix: string, name: string): string {
  return `${prefix}-${name.replaceAll('.', '-')}`
}

/** Makes of a controlled field one that also binds to a form by name. */
export function bindable<V, P extends ControlProps<V>>(Control: (props: P) => ReactNode) {
  return function Field(props: P | BoundProps<P>) {
    const link = useContext(FormLinkContext)
    if ('onChange' in props) return <Control {...(props as P)} />
    if (!link) throw new Error(`field ${props.name} needs a Form around it`)
    return <link.Bound control={Control} field={props as unknown as BoundFieldProps['field']} />
  }
}

export interface FieldIds {
  readonly id: string
  readonly labelId: string
  readonly describedBy: string | undefined
}

/** Ids that tie label, control, hint and error together. */
export function useFieldIds({
  id,
  hint,
  error,
}: Pick<ControlProps<unknown>, 'id' | 'hint' | 'error'>): FieldIds {
  const own = useId()
  const base = id ?? own
  const parts = [hint && `${base}-hint`, error && `${base}-error`].filter(Boolean)
  return {
    id: base,
    labelId: `${base}-label`,
    describedBy: parts.length > 0 ? parts.join(' ') : undefined,
  }
}

type AnyControl = Omit<ControlProps<unknown>, 'value' | 'onChange'>

/** Attributes that every input carries. */
export function inputAttributes(props: AnyControl, { id, describedBy }: FieldIds) {
  return {
    id,
    name: props.name,
    ref: props.inputRef,
    onBlur: props.onBlur,
    disabled: props.disabled,
    'aria-required': props.required || undefined,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': describedBy,
  } as const
}

interface FrameProps {
  readonly field: Pick<
    ControlProps<unknown>,
    'label' | 'hint' | 'error' | 'required' | 'layout' | 'span'
  >
  readonly ids: FieldIds
  /** A group of radios or checks: named by legend, not label. */
  readonly group?: boolean | undefined
  /** Beside the label, at the right. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** Label above, control, then hint and error below. */
export function FieldFrame({ field, ids, group, aside, children }: FrameProps) {
  const { label, hint, error, required, layout = 'stacked', span } = field
  const Label = group ? 'span' : 'label'
  return (
    <div
      className={`field field-${layout}`}
      data-span={span}
      data-invalid={error ? true : undefined}
      data-required={required || undefined}
    >
      <Label id={ids.labelId} className="field-label" {...(group ? {} : { htmlFor: ids.id })}>
        {label}
        {aside && <span className="field-aside">{aside}</span>}
      </Label>
      {children}
      {hint && (
        <p id={`${ids.id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${ids.id}-error`} className="field-error">
          {error}
        </p>
      )}
    </div>
  )
}
